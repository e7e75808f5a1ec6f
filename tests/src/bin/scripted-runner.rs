//! A runner whose jobs are words (`rgrid_tests::scripted`): for races and faults, where Docker would only be slow.
//!
//! Settings are those of `rgrid-runner`. Each start is a line `LABEL ATTEMPT` in the file that
//! `RGRID_SCRIPTED_LOG` names.

use std::{
    fs::{self, OpenOptions},
    io::Write,
    sync::Arc,
};

use anyhow::Context;
use rgrid_runner::{
    Config,
    engine::{EngineError, SandboxSpec, scripted::ScriptedEngine},
    run_with,
};
use rgrid_tests::scripted::{label, steps};
use tokio::signal::unix::{SignalKind, signal};
use tokio_util::sync::CancellationToken;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let path = std::env::var_os("RGRID_SCRIPTED_LOG").context("RGRID_SCRIPTED_LOG is not set")?;
    let log = OpenOptions::new().create(true).append(true).open(&path)?;
    let engine = ScriptedEngine::new(move |spec: &SandboxSpec| {
        // One write of a short line: lines of several processes do not mix.
        let line = format!("{} {}\n", label(spec), spec.attempt);
        let written = (&log).write_all(line.as_bytes());
        written.map_err(|error| EngineError::Failed(error.to_string()))?;
        let lines = fs::read_to_string(&path).unwrap_or_default();
        let mine = lines
            .lines()
            .filter(|line| line.split(' ').next() == Some(label(spec)));
        steps(spec, mine.count() < 2)
    });
    let drain = CancellationToken::new();
    let mut terminate = signal(SignalKind::terminate())?;
    let asked = drain.clone();
    tokio::spawn(async move {
        terminate.recv().await;
        asked.cancel();
    });
    Ok(run_with(Config::from_env(None)?, Arc::new(engine), drain).await?)
}
