//! Progress of a batch: a view that moves on a terminal, a plain line every few seconds elsewhere.

#[cfg(test)]
mod tests;
mod view;

use std::{
    collections::VecDeque,
    sync::Arc,
    time::{Duration, Instant},
};

use rgrid_shared::wire::{batches::Batch, jobs::Job};
use tokio::time::{Interval, interval};

use crate::{printer::Printer, progress::Progress};
use view::{completion, line, lines};

/// How often a plain line of progress is printed where no bar can be.
const LINES: Duration = Duration::from_secs(5);
/// How often the view moves though there is no news.
const MOVES: Duration = Duration::from_secs(1);
/// How many of the items that ended last are shown.
const RECENT: usize = 3;

/// Progress of a batch.
pub(super) struct Ticker {
    line: Arc<Progress>,
    begun: Instant,
    last: Instant,
    clock: Interval,
    known: Option<Batch>,
    recent: VecDeque<String>,
    /// Whether keys do something, which the view then says.
    keys: bool,
}

impl Ticker {
    pub(super) fn new(printer: &Printer, keys: bool) -> Self {
        let now = Instant::now();
        Self {
            line: Arc::new(Progress::line(printer)),
            begun: now,
            last: now,
            clock: interval(MOVES),
            known: None,
            recent: VecDeque::new(),
            keys,
        }
    }

    /// Takes the counts as they are now.
    pub(super) fn counts(&mut self, printer: &Printer, batch: Batch) {
        self.known = Some(batch);
        self.show(printer);
    }

    /// Takes an item that ended.
    pub(super) fn ended(&mut self, job: &Job) {
        self.recent.push_back(completion(job));
        let over = self.recent.len().saturating_sub(RECENT);
        self.recent.drain(..over);
    }

    /// Waits until the view should move, and moves it.
    pub(super) async fn tick(&mut self, printer: &Printer) {
        self.clock.tick().await;
        if printer.animates() {
            self.show(printer);
        }
    }

    fn show(&mut self, printer: &Printer) {
        let Some(batch) = &self.known else { return };
        let elapsed = self.begun.elapsed();
        if printer.animates() {
            let width = printer.screen();
            self.line.say(lines(self, batch, printer, width));
        } else if self.last.elapsed() >= LINES && !printer.json {
            printer.tell(line(batch, elapsed));
            self.last = Instant::now();
        }
    }

    /// The moving line, for who else says something.
    pub(super) fn line(&self) -> Arc<Progress> {
        Arc::clone(&self.line)
    }

    /// Takes the view off the screen for as long as `work` prints.
    pub(super) fn aside(&self, work: impl FnOnce()) {
        self.line.aside(work);
    }
}
