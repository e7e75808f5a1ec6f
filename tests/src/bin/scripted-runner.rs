//! A runner whose jobs are words (`rgrid_tests::scripted`): for races and faults, where Docker would only be slow.
//!
//! Settings are those of `rgrid-runner`. Each start is a line `LABEL ATTEMPT` in the file that `RGRID_SCRIPTED_LOG`
//! names. With a file of enrol tokens in `RGRID_SCRIPTED_TOKENS`, one in a line, this process is as many nodes.

use std::{
    fs::{self, File, OpenOptions},
    io::Write,
    path::{Path, PathBuf},
    sync::Arc,
};

use anyhow::Context;
use rgrid_runner::{
    Config,
    engine::{EngineError, SandboxSpec, scripted::ScriptedEngine},
    run_with,
};
use rgrid_shared::spec::Secret;
use rgrid_tests::scripted::{label, steps};
use tokio::{
    signal::unix::{SignalKind, signal},
    task::JoinSet,
};
use tokio_util::sync::CancellationToken;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let path = std::env::var_os("RGRID_SCRIPTED_LOG").context("RGRID_SCRIPTED_LOG is not set")?;
    let path = Arc::new(PathBuf::from(path));
    let log = OpenOptions::new().create(true).append(true).open(&*path)?;
    let log = Arc::new(log);
    let drain = CancellationToken::new();
    let mut terminate = signal(SignalKind::terminate())?;
    let asked = drain.clone();
    tokio::spawn(async move {
        terminate.recv().await;
        asked.cancel();
    });
    let mut nodes = JoinSet::new();
    for config in configs(Config::from_env(None)?)? {
        let engine = engine(Arc::clone(&path), Arc::clone(&log));
        nodes.spawn(run_with(config, Arc::new(engine), drain.clone()));
    }
    while let Some(ended) = nodes.join_next().await {
        ended??;
    }
    Ok(())
}

/// One node, or one for each token, in a folder of its own.
fn configs(config: Config) -> anyhow::Result<Vec<Config>> {
    let Some(tokens) = std::env::var_os("RGRID_SCRIPTED_TOKENS") else {
        return Ok(vec![config]);
    };
    let tokens = fs::read_to_string(tokens).context("RGRID_SCRIPTED_TOKENS")?;
    let nodes = tokens.lines().enumerate().map(|(number, token)| Config {
        state_dir: config.state_dir.join(number.to_string()),
        enrol_token: Some(Secret::new(token)),
        ..config.clone()
    });
    Ok(nodes.collect())
}

fn engine(path: Arc<PathBuf>, log: Arc<File>) -> ScriptedEngine {
    ScriptedEngine::new(move |spec: &SandboxSpec| {
        // One write of a short line: lines of several processes do not mix.
        let line = format!("{} {}\n", label(spec), spec.attempt);
        let written = (&*log).write_all(line.as_bytes());
        written.map_err(|error| EngineError::Failed(error.to_string()))?;
        // Only some ask for it, and the file grows with each start.
        let asks = spec.command.iter().any(|word| word.starts_with("first="));
        steps(spec, !asks || is_first(&path, label(spec)))
    })
}

fn is_first(path: &Path, label: &str) -> bool {
    let lines = fs::read_to_string(path).unwrap_or_default();
    let mine = lines
        .lines()
        .filter(|line| line.split(' ').next() == Some(label));
    mine.count() < 2
}
