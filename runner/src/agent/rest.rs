//! Rest: a node whose attempts fail by its own fault takes no work for a while, each time for longer,
//! and then one attempt at a time, until one ends well.
//!
//! Without it one broken node would take every job there is, and fail them all.

#[cfg(test)]
mod tests;

use std::{collections::HashSet, time::Duration};

use rgrid_shared::id::AttemptId;
use tokio::time::Instant;

use crate::backoff::Backoff;

/// Whether the node deserves work.
#[derive(Debug)]
pub(super) struct Rest {
    failures: u32,
    backoff: Backoff,
    until: Option<Instant>,
    /// The attempts that were taken since it fails.
    trying: HashSet<AttemptId>,
}

impl Default for Rest {
    fn default() -> Self {
        Self {
            failures: 0,
            backoff: Backoff::new(Duration::from_secs(1), Duration::from_mins(1)),
            until: None,
            trying: HashSet::new(),
        }
    }
}

impl Rest {
    /// The node failed an attempt.
    pub(super) fn failed(&mut self, now: Instant) {
        self.failures = self.failures.saturating_add(1);
        if self.is_on(now) {
            // It began before the pause.
            return;
        }
        let pause = self.backoff.pause();
        self.until = now.checked_add(pause);
        tracing::error!(
            failures = self.failures,
            pause_ms = pause.as_millis(),
            "attempts fail by the fault of this node; no work is taken for a while"
        );
    }

    /// An attempt ran to an end of its own.
    pub(super) fn worked(&mut self) {
        if self.is_failing() {
            tracing::info!(failures = self.failures, "attempts end well again");
        }
        *self = Self::default();
    }

    /// An attempt was taken.
    pub(super) fn took(&mut self, attempt: AttemptId) {
        if self.is_failing() {
            self.trying.insert(attempt);
        }
    }

    /// An attempt is over, in whatever way.
    pub(super) fn ended(&mut self, attempt: AttemptId) {
        self.trying.remove(&attempt);
    }

    /// Whether the last attempts failed by the node's fault.
    pub(super) fn is_failing(&self) -> bool {
        self.failures > 0
    }

    /// How many more attempts the node deserves now.
    pub(super) fn most(&self, now: Instant) -> usize {
        match (
            self.is_failing(),
            self.is_on(now) || !self.trying.is_empty(),
        ) {
            (false, _) => usize::MAX,
            (true, true) => 0,
            (true, false) => 1,
        }
    }

    fn is_on(&self, now: Instant) -> bool {
        self.until.is_some_and(|until| now < until)
    }
}
