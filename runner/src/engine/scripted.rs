//! An engine that follows a script in place of a container: for fault tests and races.
//!
//! It starts nothing and isolates nothing; never use it for real jobs.

mod play;
mod sandbox;

use std::{
    collections::HashSet,
    io,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use async_trait::async_trait;
use bytes::Bytes;
use futures_util::{StreamExt as _, stream};
use rgrid_shared::{id::AttemptId, id::NodeId, path::RelPath, wire::logs::Stream};
use tokio::sync::{mpsc, watch};

use super::{Engine, EngineError, SandboxSpec, Started};
use sandbox::ScriptedSandbox;

/// What a scripted command does next. At its last step's end it exits with 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Writes these bytes to a stream.
    Print(Stream, Bytes),
    /// Makes or overwrites a file in the working directory.
    Write(RelPath, Bytes),
    /// Copies standard input to standard output until its end.
    Echo,
    /// Lets time pass.
    Sleep(Duration),
    /// From now on TERM is ignored.
    IgnoreTerm,
    /// Waits for TERM and goes on.
    AwaitTerm,
    /// Waits until it is killed.
    Hang,
    /// Ends with this code.
    Exit(u8),
    /// Ends for want of memory.
    Oom,
    /// The engine itself fails.
    Fail(EngineError),
}

type Script = dyn Fn(&SandboxSpec) -> Result<Vec<Step>, EngineError> + Send + Sync;

/// Runs scripts.
pub struct ScriptedEngine {
    script: Box<Script>,
    live: Arc<Mutex<HashSet<AttemptId>>>,
    started: Mutex<Vec<AttemptId>>,
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
        }
    }

    /// Every attempt that was started, in order.
    #[must_use]
    pub fn started(&self) -> Vec<AttemptId> {
        self.started
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// How many sandboxes have not been removed.
    #[must_use]
    pub fn live(&self) -> usize {
        self.live
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .len()
    }
}

#[async_trait]
impl Engine for ScriptedEngine {
    async fn ready(&self) -> Result<(), EngineError> {
        Ok(())
    }

    async fn prepare(&self, image: &str) -> Result<(), EngineError> {
        if image.contains("missing") {
            return Err(EngineError::Image(format!("no such image: {image}")));
        }
        Ok(())
    }

    async fn start(&self, spec: SandboxSpec) -> Result<Started, EngineError> {
        let steps = (self.script)(&spec)?;
        let attempt = spec.attempt;
        self.started
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(attempt);
        self.live
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(attempt);
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
