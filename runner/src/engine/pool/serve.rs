//! The pool as an engine: how a job gets its sandbox.

use std::time::Instant;

use async_trait::async_trait;
use rgrid_shared::id::{AttemptId, NodeId};

use super::Pool;
use crate::{
    engine::{Engine, EngineError, PoolState, SandboxSpec, Started},
    remove::remove_tree,
};

#[async_trait]
impl Engine for Pool {
    async fn ready(&self) -> Result<(), EngineError> {
        self.inner.maker.ready().await
    }

    async fn prepare(&self, image: &str) -> Result<(), EngineError> {
        let digest = self.inner.maker.prepare(image).await?;
        let mut hold = self.inner.hold();
        hold.digests.insert(image.to_owned(), digest);
        Ok(())
    }

    fn pulling(&self, image: &str) -> Option<u8> {
        self.inner.maker.pulling(image)
    }

    fn reserve(&self, spec: &SandboxSpec) -> bool {
        let taken = self.inner.hold().take(spec, Instant::now());
        self.wake();
        let Some(mut waiting) = taken else {
            return false;
        };
        let moved = waiting.moves_in(&spec.work);
        match &moved {
            Ok(()) => drop(self.inner.hold().reserved.insert(spec.attempt, waiting)),
            Err(error) => {
                tracing::warn!(%error, "a waiting sandbox does not get its folder");
                self.inner.going.spawn(waiting.go());
            }
        }
        moved.is_ok()
    }

    fn release(&self, attempt: AttemptId) {
        let unused = self.inner.hold().done(attempt);
        if let Some(unused) = unused {
            self.inner.going.spawn(unused.go());
        }
    }

    async fn start(&self, spec: SandboxSpec) -> Result<Started, EngineError> {
        let digest = self.digest_of(&spec.image).await?;
        // The first job on an image could not ask before.
        self.inner.hold().ask(&spec, digest.clone(), Instant::now());
        self.wake();
        let warm = self.start_warm(&spec, &digest).await?;
        self.inner.hold().count(warm.is_some());
        if let Some(started) = warm {
            return Ok(started);
        }
        self.start_cold(spec, digest).await
    }

    async fn start_once(&self, spec: SandboxSpec) -> Result<Started, EngineError> {
        let digest = self.digest_of(&spec.image).await?;
        self.start_cold(spec, digest).await
    }

    fn digest(&self, image: &str) -> Option<String> {
        self.inner.hold().digests.get(image).cloned()
    }

    async fn clean(&self, node: NodeId) -> Result<usize, EngineError> {
        let _alone = self.inner.making.lock().await;
        self.empty(true).await;
        let count = self.inner.maker.clean(node).await?;
        remove_tree(&self.inner.home)
            .map_err(|error| EngineError::Failed(format!("could not remove leftovers: {error}")))?;
        Ok(count)
    }

    async fn close(&self) {
        self.inner.hold().closed = true;
        let _alone = self.inner.making.lock().await;
        self.empty(false).await;
    }

    fn pool(&self) -> Option<PoolState> {
        self.inner.hold().state()
    }
}
