//! Traffic: how many bytes went each way, for one view of all transfers.

use std::{
    sync::atomic::{AtomicU64, Ordering},
    time::Duration,
};

use crate::table;

/// Both ways.
#[derive(Debug, Default)]
pub struct Traffic {
    /// From here.
    pub sent: Flow,
    /// To here.
    pub fetched: Flow,
}

/// One way.
#[derive(Debug, Default)]
pub struct Flow {
    expected: AtomicU64,
    done: AtomicU64,
}

impl Flow {
    /// So many more are to go.
    pub fn expect(&self, more: u64) {
        self.expected.fetch_add(more, Ordering::Relaxed);
    }

    /// So many more went.
    pub fn add(&self, more: u64) {
        self.done.fetch_add(more, Ordering::Relaxed);
    }

    /// `sent 1.5 MiB of 3.0 MiB, 512 KiB/s`; nothing where nothing goes.
    #[must_use]
    pub fn words(&self, verb: &str, elapsed: Duration) -> Option<String> {
        let done = self.done.load(Ordering::Relaxed);
        let expected = self.expected.load(Ordering::Relaxed).max(done);
        let ms = u64::try_from(elapsed.as_millis())
            .unwrap_or(u64::MAX)
            .max(1);
        let rate = done.saturating_mul(1_000).checked_div(ms).unwrap_or(0);
        let rate = table::size(rate);
        match (done, expected) {
            (_, 0) => None,
            (done, all) if done == all => Some(format!("{verb} {}", table::size(done))),
            (done, all) => {
                let (done, all) = (table::size(done), table::size(all));
                Some(format!("{verb} {done} of {all}, {rate}/s"))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flow_says_how_much_and_how_fast() {
        let flow = Flow::default();
        let words = || flow.words("sent", Duration::from_secs(2));
        assert_eq!(words(), None);
        flow.expect(4_096);
        flow.add(2_048);
        assert_eq!(words().unwrap(), "sent 2.00 KiB of 4.00 KiB, 1.00 KiB/s");
        flow.add(2_048);
        assert_eq!(words().unwrap(), "sent 4.00 KiB");
    }
}
