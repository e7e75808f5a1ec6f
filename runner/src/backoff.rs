//! Waiting longer after each failure, by a random part, so that many nodes do not come back at once.

use std::time::Duration;

/// The pauses between tries.
#[derive(Debug, Clone)]
pub(crate) struct Backoff {
    next: Duration,
    first: Duration,
    most: Duration,
}

impl Backoff {
    /// Pauses that grow from `first` to `most`.
    pub(crate) fn new(first: Duration, most: Duration) -> Self {
        Self {
            next: first,
            first,
            most,
        }
    }

    /// Begins again after a success.
    pub(crate) fn reset(&mut self) {
        self.next = self.first;
    }

    /// The next pause: between half of it and all of it.
    pub(crate) fn pause(&mut self) -> Duration {
        let whole = self.next;
        self.next = whole.saturating_mul(2).min(self.most);
        let random = f64::from(getrandom::u32().unwrap_or(u32::MAX)) / f64::from(u32::MAX);
        whole.mul_f64(0.5 + random / 2.0)
    }
}
