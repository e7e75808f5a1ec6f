//! Alone: one job on this machine without any control plane, by the same steps as on a node.
//!
//! Owns who hears the attempt in place of the control plane. Nothing is uploaded: what the job leaves is taken out of
//! its working directory before that goes.

mod files;
mod hear;

use std::{collections::HashMap, path::PathBuf, sync::Arc};

use rgrid_shared::{
    digest::Digest,
    id::NodeId,
    runtime,
    spec::{JobSpec, Secret},
    wire::{node::Finished, nodes::Enrolled},
};
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

pub use hear::Listener;

use crate::{
    attempt,
    config::Config,
    connection::Within,
    context::{Context, Notice},
    engine::{self, Engine as _},
    error::RunnerError,
    http, port,
    run::share,
    state_dir::StateDir,
};

/// Where the bytes of a file are that a job is given.
#[derive(Debug, Clone)]
pub enum Given {
    /// Here.
    Bytes(bytes::Bytes),
    /// In a file of this machine.
    File(PathBuf),
}

/// A machine that runs one job for itself.
pub struct Alone {
    context: Arc<Context>,
    within: Within,
    node: NodeId,
    /// What attempts tell an agent; there is none.
    _notices: mpsc::UnboundedReceiver<Notice>,
}

impl Alone {
    /// Gets ready, and removes what an earlier life left.
    ///
    /// # Errors
    /// When the folder is another's now or cannot be used, or there is nothing to make a sandbox with.
    pub async fn open(config: Config) -> Result<Self, RunnerError> {
        config.check()?;
        let state = StateDir::open(&config.state_dir)?;
        let engine = engine::choose(&config).await?;
        engine.ready().await?;
        let node = who(&state)?;
        engine.clean(node).await?;
        state.leftovers()?;
        let within = Within::new();
        let (notices, heard) = mpsc::unbounded_channel();
        let client = http::client().map_err(|error| RunnerError::Config(error.to_string()))?;
        let line = within.line.clone();
        let leases = Arc::default();
        let context = share(&config, (engine, state, client), (line, notices), leases)?;
        Ok(Self {
            context: Arc::new(context),
            within,
            node,
            _notices: heard,
        })
    }

    /// Runs the job, whose files `given` has; `cancel` ends it as a node would.
    ///
    /// # Errors
    /// What the listener says, which ends the job; or a file that cannot be read.
    pub async fn run<L: Listener>(
        mut self,
        mut spec: JobSpec,
        given: &HashMap<Digest, Given>,
        listener: &mut L,
        cancel: CancellationToken,
    ) -> Result<Finished, L::Error> {
        runtime::add_env(&mut spec);
        let assignment = self.assignment(spec, given).await.map_err(L::failed)?;
        let attempt = assignment.attempt;
        let (handle, port) = port::open(attempt, self.context.line.clone());
        let context = Arc::clone(&self.context);
        let mut work = tokio::spawn(attempt::run(context, self.node, assignment, port));
        let mut hearing = hear::Hearing::new(handle, self.context.state.attempt(attempt), listener);
        let mut asked = false;
        loop {
            tokio::select! {
                Some(said) = self.within.said.recv() => hearing.hear(said).await,
                _ = &mut work => break,
                () = cancel.cancelled(), if !asked => {
                    asked = true;
                    hearing.cancel();
                }
            }
        }
        self.context.engine.close().await;
        hearing.end()
    }
}

/// Who this machine is to its own sandboxes.
fn who(state: &StateDir) -> Result<NodeId, RunnerError> {
    if let Some(known) = state.identity()? {
        return Ok(known.node);
    }
    let (node, token) = (NodeId::new(), Secret::new(""));
    state.remember(&Enrolled { node, token })?;
    Ok(node)
}
