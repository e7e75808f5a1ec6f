//! Idle: a batch of which nothing runs, and why.

use rgrid_shared::wire::batches::Batch;
use tokio::time::{Instant, Interval, interval_at};

use crate::{
    attach::waits::{QUIET, Waits},
    printer::Printer,
};

/// Whether anything of a batch runs, and what was told about it.
pub(super) struct Idle {
    clock: Interval,
    runs: bool,
    waits: Waits,
}

impl Idle {
    pub(super) fn new() -> Self {
        let now = Instant::now();
        Self {
            clock: interval_at(now.checked_add(QUIET).unwrap_or(now), QUIET),
            runs: false,
            waits: Waits::default(),
        }
    }

    /// Takes the counts as they are now.
    pub(super) fn counts(&mut self, batch: &Batch) {
        self.runs = batch.running > 0 || batch.waiting == 0;
    }

    /// Waits until it is time to look again.
    pub(super) async fn tick(&mut self) {
        self.clock.tick().await;
    }

    /// Whether to ask why nothing runs.
    pub(super) fn wonders(&mut self) -> bool {
        !self.runs && self.waits.wonder()
    }

    /// Tells the answer.
    pub(super) fn tell(&mut self, printer: &Printer, batch: &Batch) {
        self.waits
            .tell(printer, batch.id, batch.waiting_for.as_ref());
    }
}
