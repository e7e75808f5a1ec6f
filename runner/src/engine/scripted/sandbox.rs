//! The sandbox that is none: a task that plays a script.

use std::{
    collections::HashSet,
    sync::{Arc, Mutex, PoisonError},
};

use async_trait::async_trait;
use rgrid_shared::id::AttemptId;
use tokio::sync::watch;

use crate::engine::{EngineError, Exit, Sandbox, Signal};

/// A script being played.
pub(super) struct ScriptedSandbox {
    pub(super) attempt: AttemptId,
    pub(super) signals: watch::Sender<Option<Signal>>,
    pub(super) ended: watch::Receiver<Option<Result<Exit, EngineError>>>,
    pub(super) live: Arc<Mutex<HashSet<AttemptId>>>,
}

#[async_trait]
impl Sandbox for ScriptedSandbox {
    async fn wait(&self) -> Result<Exit, EngineError> {
        let mut ended = self.ended.clone();
        let end = ended.wait_for(Option::is_some).await;
        let end = end.ok().and_then(|end| end.clone());
        end.unwrap_or_else(|| Err(EngineError::Failed("the script was dropped".into())))
    }

    async fn signal(&self, signal: Signal) -> Result<(), EngineError> {
        self.signals.send_replace(Some(signal));
        Ok(())
    }

    async fn remove(&self) -> Result<(), EngineError> {
        self.signals.send_replace(Some(Signal::Kill));
        self.live
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(&self.attempt);
        Ok(())
    }
}
