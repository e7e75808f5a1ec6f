//! Rest: a node whose engine fails again and again takes no work for a while, each time for longer.
//!
//! Without it one broken node would take every job there is, and fail them all.

#[cfg(test)]
mod tests;

use std::time::Duration;

use tokio::time::Instant;

use crate::backoff::Backoff;

/// Failures in a row that say nothing of the engine.
const FORGIVEN: u32 = 2;

/// Whether the engine deserves work.
#[derive(Debug)]
pub(super) struct Rest {
    failures: u32,
    backoff: Backoff,
    until: Option<Instant>,
}

impl Default for Rest {
    fn default() -> Self {
        Self {
            failures: 0,
            backoff: Backoff::new(Duration::from_secs(2), Duration::from_mins(1)),
            until: None,
        }
    }
}

impl Rest {
    /// The engine failed an attempt.
    pub(super) fn failed(&mut self, now: Instant) {
        self.failures = self.failures.saturating_add(1);
        if self.failures > FORGIVEN {
            let pause = self.backoff.pause();
            tracing::error!(
                failures = self.failures,
                pause_ms = pause.as_millis(),
                "the engine keeps failing; no work is taken for a while"
            );
            self.until = now.checked_add(pause);
        }
    }

    /// The engine ran a command to its end.
    pub(super) fn worked(&mut self) {
        *self = Self::default();
    }

    /// Whether no work is taken now.
    pub(super) fn is_on(&self, now: Instant) -> bool {
        self.until.is_some_and(|until| now < until)
    }
}
