//! An engine that follows a script in place of a container: for fault tests and races.
//!
//! It starts nothing and isolates nothing; never use it for real jobs.

mod play;
mod sandbox;
mod step;

use std::{
    collections::HashSet,
    io,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
};

use async_trait::async_trait;
use bytes::Bytes;
use futures_util::{StreamExt as _, stream};
use rgrid_shared::{
    id::{AttemptId, NodeId},
    wire::logs::Stream,
};
use tokio::sync::{mpsc, watch};

use super::{Engine, EngineError, SandboxSpec, Started};
use sandbox::ScriptedSandbox;
pub use step::Step;

type Script = dyn Fn(&SandboxSpec) -> Result<Vec<Step>, EngineError> + Send + Sync;

/// Runs scripts.
pub struct ScriptedEngine {
    script: Box<Script>,
    live: Arc<Mutex<HashSet<AttemptId>>>,
    started: Mutex<Vec<AttemptId>>,
    away: AtomicBool,
    asked: AtomicUsize,
}

impl ScriptedEngine {
    /// An engine that plays what `script` says for each sandbox; an error is a failure to start.
    pub fn new(
        script: impl Fn(&SandboxSpec) -> Result<Vec<Step>, EngineError> + Send + Sync + 'static,
    ) -> Self {
        Self {
            script: Box::new(script),
            live: Arc::default(),
            started: Mutex::default(),
            away: AtomicBool::new(false),
            asked: AtomicUsize::new(0),
        }
    }

    /// Every attempt that was started, in order.
    #[must_use]
    pub fn started(&self) -> Vec<AttemptId> {
        locked(&self.started).clone()
    }

    /// Makes the engine answer or not.
    pub fn set_away(&self, away: bool) {
        self.away.store(away, Ordering::SeqCst);
    }

    /// How often it was asked whether it is there.
    #[must_use]
    pub fn asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }

    /// How many sandboxes have not been removed.
    #[must_use]
    pub fn live(&self) -> usize {
        locked(&self.live).len()
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[async_trait]
impl Engine for ScriptedEngine {
    async fn ready(&self) -> Result<(), EngineError> {
        self.asked.fetch_add(1, Ordering::SeqCst);
        if self.away.load(Ordering::SeqCst) {
            return Err(EngineError::Unavailable("it is told to be away".into()));
        }
        Ok(())
    }

    async fn prepare(&self, image: &str) -> Result<(), EngineError> {
        if image.contains("missing") {
            return Err(EngineError::Image(format!("no such image: {image}")));
        }
        if image.contains("endless") {
            std::future::pending::<()>().await;
        }
        Ok(())
    }

    fn pulling(&self, image: &str) -> Option<u8> {
        image.contains("endless").then_some(63)
    }

    async fn start(&self, spec: SandboxSpec) -> Result<Started, EngineError> {
        self.ready().await?;
        let steps = (self.script)(&spec)?;
        let attempt = spec.attempt;
        locked(&self.started).push(attempt);
        locked(&self.live).insert(attempt);
        let (input, theirs) = tokio::io::duplex(64 << 10);
        let (output, ours) = mpsc::channel::<io::Result<(Stream, Bytes)>>(8);
        let (signals, signalled) = watch::channel(None);
        let (end, ended) = watch::channel(None);
        let player = play::Player {
            work: spec.work,
            input: theirs,
            output,
            signalled,
        };
        tokio::spawn(async move { end.send_replace(Some(player.play(steps).await)) });
        let live = Arc::clone(&self.live);
        let sandbox = ScriptedSandbox {
            attempt,
            signals,
            ended,
            live,
        };
        let output = stream::unfold(ours, async |mut ours| Some((ours.recv().await?, ours)));
        Ok(Started {
            sandbox: Box::new(sandbox),
            input: if spec.stdin {
                Some(Box::pin(input))
            } else {
                None
            },
            output: output.boxed(),
        })
    }

    async fn clean(&self, _node: NodeId) -> Result<usize, EngineError> {
        Ok(0)
    }
}
