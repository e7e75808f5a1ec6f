//! `rgrid runner`: the runner alone, on a node of its own (R-O2).

use std::path::PathBuf;

use clap::Args;
use rgrid_control_plane::telemetry;
use rgrid_runner::engine::Choice;
use tokio::signal::unix::{SignalKind, signal};
use tokio_util::sync::CancellationToken;

use crate::{
    app::App,
    exit::{Failure, Result},
};

/// Flags of `rgrid runner`.
#[derive(Debug, Clone, Args)]
pub struct RunnerArgs {
    /// Read the settings from this TOML file; variables win over it
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,

    /// What makes the sandboxes: oci (a container runtime), docker, or auto (oci where it works)
    #[arg(long, value_name = "ENGINE")]
    pub engine: Option<Choice>,
}

/// Takes and runs jobs until SIGTERM or SIGINT, then drains.
///
/// # Errors
/// A setting that is wrong, a refused token, no Docker.
pub fn run(app: &mut App, args: &RunnerArgs) -> Result<()> {
    let mut config = rgrid_runner::Config::from_env(args.config.as_deref())
        .map_err(|error| Failure::usage(error.to_string()).hint("docs/OPERATIONS.md"))?;
    if let Some(engine) = args.engine {
        config.engine = engine;
    }
    telemetry::init().map_err(|error| Failure::usage(error.to_string()))?;
    app.serve(async {
        let drain = CancellationToken::new();
        let failed = |error| Failure::local(format!("cannot receive signals: {error}"));
        let mut terminate = signal(SignalKind::terminate()).map_err(failed)?;
        let mut interrupt = signal(SignalKind::interrupt()).map_err(failed)?;
        let asked = drain.clone();
        tokio::spawn(async move {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = interrupt.recv() => {}
            }
            asked.cancel();
        });
        rgrid_runner::run(config, drain)
            .await
            .map_err(|error| Failure::local(error.to_string()))
    })
}
