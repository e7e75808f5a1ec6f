//! The runner inside the local instance: enrolled by itself, watched, drained.

use std::{ffi::OsStr, fs, path::Path, time::Duration};

use rgrid_control_plane::{Running, enrol_token, knows_node};
use rgrid_runner::{
    RunnerError,
    engine::{docker::DockerEngine, maker::Maker as _},
};
use rgrid_shared::{spec::Secret, wire::nodes::Enrolled};
use tokio::{task::JoinHandle, time::timeout};
use tokio_util::sync::CancellationToken;

#[cfg(test)]
mod tests;

use super::{Options, failed};
use crate::local::{Layout, LocalError};

/// How long running jobs may take to end when the instance is asked to.
pub const DRAIN_S: u64 = 30;
/// Says how many sandboxes may wait ready for jobs.
const WARM: &str = "RGRID_RUNNER_WARM";
/// A runner that cannot start says so sooner than this.
const EARLY: Duration = Duration::from_millis(300);

/// A runner in a task of its own.
pub(super) struct Runner {
    task: JoinHandle<Result<(), RunnerError>>,
    drain: CancellationToken,
}

/// Says early and plainly when there is no Docker.
pub(super) async fn check_docker() -> Result<(), LocalError> {
    let no_docker = |error: String| {
        failed("Docker", error).hinted(
            "sudo systemctl start docker (or install it: sudo apt-get install docker.io), then `rgrid up`",
        )
    };
    let engine = DockerEngine::new(None, None).map_err(|error| no_docker(error.to_string()))?;
    engine
        .ready()
        .await
        .map_err(|error| no_docker(error.to_string()))
}

impl Runner {
    /// Starts it; a node that the control plane does not know any more is enrolled anew.
    pub(super) async fn start(
        layout: &Layout,
        options: &Options,
        control: &Running,
    ) -> Result<Self, LocalError> {
        let mut config = rgrid_runner::Config::new(options.url(), layout.runner());
        config.drain_timeout_s = Some(DRAIN_S);
        // As for a runner alone; nothing else of it is the machine's to say here.
        config.extra_ca_bundle = std::env::var_os("RGRID_RUNNER_EXTRA_CA_BUNDLE").map(Into::into);
        config.warm = warm(std::env::var_os(WARM).as_deref())?;
        if let Ok(name) = std::env::var("RGRID_RUNNER_NAME") {
            config.name = name;
        }
        if let Some(slots) = options.slots {
            config.slots = slots;
        }
        config.enrol_token = token_if_new(&layout.runner().join("node.json"), control).await?;
        let drain = CancellationToken::new();
        let mut task = tokio::spawn(rgrid_runner::run(config, drain.clone()));
        match timeout(EARLY, &mut task).await {
            Err(_) => Ok(Self { task, drain }),
            Ok(Ok(Err(error))) => Err(failed("the runner", error)),
            Ok(Ok(Ok(()))) => Err(failed("the runner", "it ended at once")),
            Ok(Err(error)) => Err(failed("the runner", error)),
        }
    }

    /// Waits until it ends, which it should not.
    pub(super) async fn broken(&mut self) -> LocalError {
        match (&mut self.task).await {
            Ok(Ok(())) => failed("the runner", "it ended by itself"),
            Ok(Err(error)) => failed("the runner", error),
            Err(error) => failed("the runner", error),
        }
    }

    /// Lets running jobs end for a while.
    pub(super) async fn stop(self) {
        self.drain.cancel();
        if self.task.is_finished() {
            return;
        }
        if let Ok(Err(error)) = self.task.await {
            tracing::warn!(%error, "the runner did not end well");
        }
    }
}

/// How many sandboxes may wait, when the machine says.
fn warm(said: Option<&OsStr>) -> Result<Option<u32>, LocalError> {
    let Some(said) = said.map(OsStr::to_string_lossy) else {
        return Ok(None);
    };
    let number = said.parse().map(Some);
    number.map_err(|_| {
        failed(
            "the runner",
            format!("{WARM} is `{said}`, which is no number"),
        )
        .hinted(format!("{WARM}=0 rgrid up, or unset {WARM}"))
    })
}

/// A token to enrol with, when `identity` is no file, or that of a node which is not known: the database was restored.
async fn token_if_new(identity: &Path, control: &Running) -> Result<Option<Secret>, LocalError> {
    let db = &control.state.db;
    if let Ok(json) = fs::read(identity) {
        // What cannot be read is the runner's to complain about.
        let Ok(node) = serde_json::from_slice::<Enrolled>(&json) else {
            return Ok(None);
        };
        let known = knows_node(db, &node.token).await;
        if known.map_err(|error| failed("the runner", error))? {
            return Ok(None);
        }
        fs::remove_file(identity).map_err(LocalError::file(identity))?;
    }
    let token = enrol_token(db).await;
    token.map(Some).map_err(|error| failed("the runner", error))
}
