//! Leaving: no new work, what runs ends, and then goodbye.

use std::time::Duration;

use rgrid_shared::wire::node::FromNode;
use tokio::time::{Instant, sleep_until};
use tokio_util::sync::CancellationToken;

use super::Agent;

/// How far the node is in leaving.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Drain {
    /// Takes work.
    No,
    /// Wants no more; some may still come.
    Asked,
    /// None will come.
    Done,
    /// What still runs is being dropped; results on the disk wait for the next life.
    Dropping,
}

/// How the agent is told to leave.
pub(crate) struct Leave {
    /// Set when the node shall drain.
    pub(crate) shutdown: CancellationToken,
    /// How long running jobs may take then.
    pub(crate) within: Option<Duration>,
}

impl Agent {
    /// Wants no more work.
    pub(super) async fn begin_drain(&mut self) {
        tracing::info!(running = self.attempts.len(), "draining");
        self.drain = match &self.session {
            Some((session, _)) if session.tell(&FromNode::Drain).await.is_ok() => Drain::Asked,
            // Without a connection nothing was promised.
            Some(_) | None => Drain::Done,
        };
    }

    /// Ends what still runs, without a report: its leases lapse, and others take it.
    pub(super) fn drop_all(&mut self) {
        tracing::warn!(
            dropped = self.working(),
            "leaving without waiting for what runs"
        );
        self.drain = Drain::Dropping;
        for entry in self.attempts.values().filter(|entry| !entry.reporting) {
            entry.handle.fenced.cancel();
        }
    }

    /// Whether nothing is left to do here.
    pub(super) fn may_leave(&self) -> bool {
        match self.drain {
            Drain::No | Drain::Asked => false,
            Drain::Done => self.attempts.is_empty(),
            Drain::Dropping => self.working() == 0,
        }
    }
}

/// Waits for a time; forever without one.
pub(super) async fn at(time: Option<Instant>) {
    match time {
        Some(time) => sleep_until(time).await,
        None => std::future::pending().await,
    }
}
