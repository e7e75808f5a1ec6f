//! `rgrid-runner`: a node by itself, configured by `RGRID_RUNNER_*` and a file.

use anyhow::Context as _;
use rgrid_runner::{Config, run};
use tokio::signal::unix::{SignalKind, signal};
use tokio_util::sync::CancellationToken;
use tracing_subscriber::EnvFilter;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    tracing_subscriber::fmt()
        .json()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .init();
    let config = Config::from_env(None)?;
    let shutdown = CancellationToken::new();
    let mut term = signal(SignalKind::terminate()).context("cannot mind SIGTERM")?;
    let mut interrupt = signal(SignalKind::interrupt()).context("cannot mind SIGINT")?;
    let leaving = shutdown.clone();
    tokio::spawn(async move {
        tokio::select! {
            _ = term.recv() => {}
            _ = interrupt.recv() => {}
        }
        leaving.cancel();
    });
    Ok(run(config, shutdown).await?)
}
