//! Backoff: how long to wait before a broken connection is made again, longer each time that fails.

use std::time::{Duration, Instant};

const FIRST: Duration = Duration::from_millis(250);
const LONGEST: Duration = Duration::from_secs(10);

/// The pauses between tries.
pub(super) struct Backoff {
    next: Duration,
    began: Instant,
}

impl Backoff {
    /// A first try begins now.
    pub(super) fn new() -> Self {
        Self {
            next: FIRST,
            began: Instant::now(),
        }
    }

    /// A try begins.
    pub(super) fn tries(&mut self) {
        self.began = Instant::now();
    }

    /// The pause after a try. One that lived is forgotten; one that ends at once, again and again, is no reason to hurry.
    pub(super) fn pause(&mut self) -> Duration {
        if self.began.elapsed() > LONGEST {
            self.next = FIRST;
        }
        let pause = self.next;
        self.next = pause.saturating_mul(2).min(LONGEST);
        pause
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_pause_is_longer_until_a_connection_has_lived() {
        let mut backoff = Backoff::new();
        let pauses: Vec<_> = (0..7).map(|_| backoff.pause().as_millis()).collect();
        assert_eq!(pauses, [250, 500, 1_000, 2_000, 4_000, 8_000, 10_000]);
        backoff.began = Instant::now().checked_sub(LONGEST * 2).unwrap();
        assert_eq!(backoff.pause(), FIRST);
    }
}
