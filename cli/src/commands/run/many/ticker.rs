//! Progress of a batch.

#[cfg(test)]
mod tests;

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use rgrid_shared::wire::batches::Batch;
use tokio::time::{Interval, interval};

use crate::{printer::Printer, progress::Progress, table};

/// How often a plain line of progress is printed where no bar can be.
const LINES: Duration = Duration::from_secs(5);
/// How often the moving line moves though there is no news.
const MOVES: Duration = Duration::from_secs(1);

/// Progress: a moving line on a terminal, a plain one every few seconds elsewhere.
pub(super) struct Ticker {
    line: Arc<Progress>,
    begun: Instant,
    last: Instant,
    clock: Interval,
    known: Option<Batch>,
}

impl Ticker {
    pub(super) fn new(printer: &Printer) -> Self {
        let now = Instant::now();
        Self {
            line: Arc::new(Progress::line(printer)),
            begun: now,
            last: now,
            clock: interval(MOVES),
            known: None,
        }
    }

    /// Takes the counts as they are now.
    pub(super) fn counts(&mut self, printer: &Printer, batch: Batch) {
        self.show(printer, &batch);
        self.known = Some(batch);
    }

    /// Waits until the line should move, and moves it.
    pub(super) async fn tick(&mut self, printer: &Printer) {
        self.clock.tick().await;
        if printer.animates()
            && let Some(batch) = &self.known
        {
            self.line.say(progress_line(batch, self.begun.elapsed()));
        }
    }

    fn show(&mut self, printer: &Printer, batch: &Batch) {
        let text = progress_line(batch, self.begun.elapsed());
        if printer.animates() {
            self.line.say(text);
        } else if self.last.elapsed() >= LINES && !printer.json {
            printer.tell(text);
            self.last = Instant::now();
        }
    }

    /// The moving line, for who else says something.
    pub(super) fn line(&self) -> Arc<Progress> {
        Arc::clone(&self.line)
    }

    /// Takes the line off the screen for as long as `work` prints.
    pub(super) fn aside(&self, work: impl FnOnce()) {
        self.line.aside(work);
    }
}

/// `12/100 done, 1 failed, 10 running, 4.2 s, 31 s left, 0.0012 EUR`.
fn progress_line(batch: &Batch, elapsed: Duration) -> String {
    let done = batch.ended();
    let mut parts = vec![format!("{done}/{} done", batch.total)];
    if batch.failed > 0 {
        parts.push(format!("{} failed", batch.failed));
    }
    parts.push(format!("{} running", batch.running));
    let spent = u64::try_from(elapsed.as_millis()).unwrap_or(u64::MAX);
    parts.push(table::duration(spent));
    let left = u64::from(batch.total.saturating_sub(done));
    if let Some(wait) = spent
        .saturating_mul(left)
        .checked_div(done.into())
        .filter(|_| left > 0 && done > 0)
    {
        parts.push(format!("{} left", table::duration(wait)));
    }
    parts.push(batch.cost_micros.to_string());
    parts.join(", ")
}
