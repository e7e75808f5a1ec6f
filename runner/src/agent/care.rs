//! Whether the node can take work, and how much.

use std::time::Duration;

use rgrid_shared::wire::node::{Condition, FromNode};
use tokio::time::{Instant, timeout};

use super::{Agent, REPORTS_PER_SLOT, drain::Drain};

/// How long the engine may take; meanwhile nothing else is heard.
const ENGINE_WITHIN: Duration = Duration::from_secs(10);

impl Agent {
    /// Looks after the engine. What an earlier life, of ours or of the engine, left behind is
    /// removed before any work is taken.
    pub(super) async fn care(&mut self) {
        self.tell_condition();
        let Some(node) = self.session.as_ref().map(|(_, node)| *node) else {
            return;
        };
        if self.clean || self.working() > 0 {
            return;
        }
        let engine = &self.context.engine;
        let cleaned = async {
            engine.ready().await?;
            engine.clean(node).await
        };
        match timeout(ENGINE_WITHIN, cleaned).await {
            Ok(Ok(count)) => {
                tracing::info!(leftovers = count, "the engine is ready");
                self.clean = true;
            }
            Ok(Err(error)) => tracing::error!(%error, "no work is taken until the engine answers"),
            Err(_) => tracing::error!("no work is taken until the engine answers; it is silent"),
        }
    }

    /// Has the next renewal say how the node is.
    pub(super) fn tell_condition(&self) {
        self.context.leases.tell(Condition {
            failing: self.rest.is_failing(),
            pool: self.context.engine.pool(),
        });
    }

    /// Gives credit for the slots that are free.
    pub(super) async fn grant(&mut self) {
        let total = self.received.saturating_add(self.free() as u64);
        // The disk last: it is asked only when the answer matters.
        if total <= self.granted || self.disk_is_full() {
            return;
        }
        if let Some((session, _)) = &self.session
            && session.tell(&FromNode::Credit { total }).await.is_ok()
        {
            self.granted = total;
        }
    }

    /// How many more attempts this node would take now.
    fn free(&self) -> usize {
        let most = self.rest.most(Instant::now());
        let unable = !self.clean || most == 0;
        if self.drain != Drain::No || unable {
            return 0;
        }
        let working = self.working();
        let waiting = self.attempts.len().saturating_sub(working);
        let room = self
            .slots
            .saturating_mul(REPORTS_PER_SLOT)
            .saturating_sub(waiting);
        self.slots.saturating_sub(working).min(room).min(most)
    }

    /// How many attempts have more to do than to report.
    pub(super) fn working(&self) -> usize {
        let entries = self.attempts.values();
        entries.filter(|entry| !entry.reporting).count()
    }

    fn disk_is_full(&self) -> bool {
        match self.context.referee.free() {
            Ok(free) => free < self.context.disk_floor,
            Err(error) => {
                tracing::error!(%error, "cannot tell how much disk is free; no work is taken");
                true
            }
        }
    }
}
