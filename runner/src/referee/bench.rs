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

    /// What this one holds by now is what it was given, and no growth.
    pub(super) fn staged(&mut self, holder: &Arc<Holder>) {
        let mut seats = self.seats.iter_mut();
        if let Some(seat) = seats.find(|seat| Arc::ptr_eq(&seat.holder, holder)) {
            let taken = holder.taken();
            let given = taken.saturating_sub(seat.before);
            seat.before = taken;
            self.free = self.free.saturating_sub(given);
        }
    }

    /// Sends one off of those that stay, by what they grew, when there is one.
    pub(super) fn send_off(&mut self, free: u64) {
        let lost = self.free.saturating_sub(free);
        let staying = self.staying().collect::<Vec<_>>();
        let grown = staying.iter();
        let grown = grown.map(|seat| seat.holder.taken().saturating_sub(seat.before));
        let chosen = choose(lost, &grown.collect::<Vec<_>>());
        let Some((seat, verdict)) = chosen.and_then(|(n, why)| Some((*staying.get(n)?, why)))
        else {
            return;
        };
        tracing::warn!(
            free_bytes = free,
            lost_bytes = lost,
            ?verdict,
            "the disk is nearly full"
        );
        seat.verdict.send_replace(Some(verdict));
        self.leaving = Some((seat.holder.work().to_owned(), Instant::now()));
    }

    /// Those that were not sent off.
    pub(super) fn staying(&self) -> impl Iterator<Item = &Seat> {
        let seats = self.seats.iter();
        seats.filter(|seat| seat.verdict.borrow().is_none())
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
