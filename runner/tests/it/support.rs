//! A node under test: the runner, a control plane that does as told, a store of blobs.

mod blobs;
pub(crate) mod boxes;
mod doors;
mod inner;
mod jobs;
#[macro_use]
mod kind;
pub(crate) mod memory;
pub(crate) mod packages;
mod plane;
pub(crate) mod process;
mod reports;
mod session;
mod small_disk;
pub(crate) mod warmed;

use std::{sync::Arc, time::Duration};

use rgrid_runner::{
    Config, RunnerError,
    engine::{
        Engine, EngineError, SandboxSpec,
        scripted::{ScriptedEngine, Step},
    },
    run_with,
};
use rgrid_shared::{id::AttemptId, spec::JobSpec, wire::node::Finished};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

pub(crate) use inner::Record;
pub(crate) use jobs::{assignment, command, inline, python, sh};
pub(crate) use kind::{Kind, images};
pub(crate) use plane::Plane;
pub(crate) use small_disk::{SmallDisk, in_memory};

/// How long a test waits for anything.
pub(crate) const PATIENCE: Duration = Duration::from_mins(1);

/// A runner and its control plane.
pub(crate) struct Grid {
    pub(crate) plane: Plane,
    pub(crate) state: tempfile::TempDir,
    pub(crate) shutdown: CancellationToken,
    runner: JoinHandle<Result<(), RunnerError>>,
}

impl Grid {
    /// A runner with two slots on an engine.
    pub(crate) async fn start(engine: Arc<dyn Engine>) -> Self {
        Self::start_with(engine, |_| {}).await
    }

    /// The same with another configuration.
    pub(crate) async fn start_with(
        engine: Arc<dyn Engine>,
        change: impl FnOnce(&mut Config),
    ) -> Self {
        let (plane, state) = (Plane::start().await, tempfile::tempdir().unwrap());
        Self::start_in(plane, state, engine, change)
    }

    /// The same for a control plane and a state folder that are there already.
    pub(crate) fn start_in(
        plane: Plane,
        state: tempfile::TempDir,
        engine: Arc<dyn Engine>,
        change: impl FnOnce(&mut Config),
    ) -> Self {
        let mut config = plane.config(state.path());
        change(&mut config);
        let shutdown = CancellationToken::new();
        let runner = tokio::spawn(run_with(config, engine, shutdown.clone()));
        Self {
            plane,
            state,
            shutdown,
            runner,
        }
    }

    /// A runner on an engine of this kind.
    pub(crate) async fn on(kind: Kind) -> Self {
        let (plane, state) = (Plane::start().await, tempfile::tempdir().unwrap());
        let engine = kind.engine(state.path()).await;
        Self::start_in(plane, state, engine, |_| {})
    }

    /// A runner on scripts.
    pub(crate) async fn scripted(
        script: impl Fn(&SandboxSpec) -> Result<Vec<Step>, EngineError> + Send + Sync + 'static,
    ) -> (Self, Arc<ScriptedEngine>) {
        let engine = Arc::new(ScriptedEngine::new(script));
        (Self::start(engine.clone()).await, engine)
    }

    /// Gives a job and waits for its end.
    pub(crate) async fn run(&self, spec: JobSpec) -> (Finished, Record) {
        let attempt = self.plane.give(assignment(spec));
        let finished = self.finished(attempt).await;
        (finished, self.plane.record(attempt))
    }

    /// Waits for the end of an attempt, and until nothing is left of it.
    pub(crate) async fn finished(&self, attempt: AttemptId) -> Finished {
        let finished = self.plane.finished(attempt).await;
        let folder = self.state.path().join("attempts").join(attempt.to_string());
        until("nothing is left", || !folder.exists()).await;
        finished
    }

    /// Drains the runner and waits until it has left.
    pub(crate) async fn leave(self) -> (Plane, tempfile::TempDir, Result<(), RunnerError>) {
        self.shutdown.cancel();
        let left = tokio::time::timeout(PATIENCE, self.runner).await;
        (
            self.plane,
            self.state,
            left.expect("the runner leaves").unwrap(),
        )
    }

    /// How many attempts have a folder.
    pub(crate) fn folders(&self) -> usize {
        std::fs::read_dir(self.state.path().join("attempts")).map_or(0, Iterator::count)
    }
}

/// Waits until something is true.
pub(crate) async fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    let waiting = async {
        while !is_so() {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    let done = tokio::time::timeout(PATIENCE, waiting).await;
    done.unwrap_or_else(|_| panic!("never so: {what}"));
}
