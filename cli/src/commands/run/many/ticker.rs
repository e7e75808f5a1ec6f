//! Progress of a batch.

use std::time::{Duration, Instant};

use rgrid_shared::wire::batches::Batch;

use super::report::progress_line;
use crate::{printer::Printer, progress::Progress};

/// How often a plain line of progress is printed where no bar can be.
const LINES: Duration = Duration::from_secs(5);

/// Progress: a moving line on a terminal, a plain one every few seconds elsewhere.
pub(super) struct Ticker {
    line: Progress,
    begun: Instant,
    last: Instant,
}

impl Ticker {
    pub(super) fn new(printer: &Printer) -> Self {
        let now = Instant::now();
        Self {
            line: Progress::line(printer),
            begun: now,
            last: now,
        }
    }

    pub(super) fn counts(&mut self, printer: &Printer, batch: &Batch) {
        let text = progress_line(batch, self.begun.elapsed());
        if printer.animates() {
            self.line.say(text);
        } else if self.last.elapsed() >= LINES && !printer.json {
            printer.tell(text);
            self.last = Instant::now();
        }
    }
}
