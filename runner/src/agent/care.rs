//! Whether the node can take work, and how much.

use rgrid_shared::wire::node::FromNode;

use super::{Agent, REPORTS_PER_SLOT, drain::Drain};

impl Agent {
    /// Looks after the engine; what an earlier life left running is removed first of all.
    pub(super) async fn care(&mut self) {
        let Some(node) = self.session.as_ref().map(|(_, node)| *node) else {
            return;
        };
        if self.cleaned && !self.engine_away {
            return;
        }
        let engine = &self.context.engine;
        if let Err(error) = engine.ready().await {
            if !self.engine_away {
                tracing::error!(%error, "no work is taken until the engine answers");
            }
            self.engine_away = true;
            return;
        }
        if !self.cleaned {
            match engine.clean(node).await {
                Ok(0) => {}
                Ok(count) => tracing::warn!(count, "removed sandboxes of an earlier life"),
                Err(error) => {
                    tracing::error!(%error, "leftovers cannot be removed; no work is taken");
                    return;
                }
            }
            self.cleaned = true;
        }
        self.engine_away = false;
    }

    /// Gives credit for the slots that are free.
    pub(super) async fn grant(&mut self) {
        let total = self.received.saturating_add(self.free() as u64);
        if total <= self.granted {
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
        if self.drain != Drain::No || !self.cleaned || self.engine_away || self.disk_is_full() {
            return 0;
        }
        let working = self
            .attempts
            .values()
            .filter(|entry| !entry.reporting)
            .count();
        let waiting = self.attempts.len().saturating_sub(working);
        let room = self
            .slots
            .saturating_mul(REPORTS_PER_SLOT)
            .saturating_sub(waiting);
        self.slots.saturating_sub(working).min(room)
    }

    fn disk_is_full(&self) -> bool {
        match self.context.state.free_bytes() {
            Ok(free) => free < self.disk_floor,
            Err(error) => {
                tracing::error!(%error, "cannot tell how much disk is free; no work is taken");
                true
            }
        }
    }
}
