//! Who sits under the referee's eyes, and who of them leaves.

#[cfg(test)]
mod tests;

use std::{
    path::PathBuf,
    sync::Arc,
    time::{Duration, Instant},
};

use tokio::sync::watch;

use super::Holder;

/// How long the one that was sent off has to be gone before another is.
const GONE_WITHIN: Duration = Duration::from_secs(5);

/// Why somebody leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// It filled the disk.
    Filled,
    /// Nobody knows who filled the disk.
    Unknown,
}

/// What is known, in the order in which the attempts came.
#[derive(Debug, Default)]
pub(super) struct Bench {
    /// What was free when the disk was last well.
    pub(super) free: u64,
    pub(super) seats: Vec<Seat>,
    /// The folder of the one that was sent off last, and since when.
    leaving: Option<(PathBuf, Instant)>,
}

/// One that may be sent off.
#[derive(Debug)]
pub(super) struct Seat {
    pub(super) holder: Arc<Holder>,
    /// What it held when the disk was last well.
    pub(super) before: u64,
    pub(super) verdict: watch::Sender<Option<Verdict>>,
}

impl Bench {
    /// Whether the bytes of somebody are still on their way.
    pub(super) fn somebody_is_leaving(&mut self) -> bool {
        self.leaving = self
            .leaving
            .take()
            .filter(|(folder, since)| folder.exists() && since.elapsed() < GONE_WITHIN);
        self.leaving.is_some()
    }

    /// Sends one off of those that grew this much, when there is one.
    pub(super) fn send_off(&mut self, free: u64, grown: &[(Arc<Holder>, u64)]) {
        let lost = self.free.saturating_sub(free);
        let by: Vec<_> = grown.iter().map(|(_, by)| *by).collect();
        let chosen = choose(lost, &by);
        let Some((holder, verdict)) = chosen.and_then(|(n, why)| Some((&grown.get(n)?.0, why)))
        else {
            return;
        };
        let mut seats = self.seats.iter();
        // It may have ended meanwhile.
        let Some(seat) = seats.find(|seat| Arc::ptr_eq(&seat.holder, holder)) else {
            return;
        };
        tracing::warn!(
            free_bytes = free,
            lost_bytes = lost,
            ?verdict,
            "the disk is nearly full"
        );
        seat.verdict.send_replace(Some(verdict));
        self.leaving = Some((holder.work().to_owned(), Instant::now()));
    }
}

/// Which of those that took this much, oldest first, leaves after such a loss, and why.
fn choose(lost: u64, grown: &[u64]) -> Option<(usize, Verdict)> {
    let (most, by) = grown.iter().enumerate().max_by_key(|(_, by)| **by)?;
    if *by > 0 && by.saturating_mul(2) >= lost {
        return Some((most, Verdict::Filled));
    }
    Some((grown.len().checked_sub(1)?, Verdict::Unknown))
}
