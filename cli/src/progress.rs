//! Progress: a bar on stderr, on a terminal only, and only for what takes longer than a second.

mod traffic;

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::printer::Printer;
pub use traffic::{Flow, Traffic};

/// How long something may take before it is worth a bar.
const PATIENCE: Duration = Duration::from_secs(1);

/// Which way bytes go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// From here.
    Sending,
    /// To here.
    Fetching,
}

/// A bar that appears when it is worth it and goes away when it is dropped.
pub struct Progress {
    bar: ProgressBar,
    begun: Instant,
    shown: bool,
    counted: Option<(Arc<Traffic>, Way)>,
}

impl Progress {
    /// A bar of bytes; where one view shows all transfers, it counts for that one.
    #[must_use]
    pub fn bytes(printer: &Printer, way: Way, total: u64) -> Self {
        let style = "{prefix} {bar:20} {bytes}/{total_bytes}  {bytes_per_sec}  {eta} left";
        let label = match way {
            Way::Sending => "sending",
            Way::Fetching => "fetching",
        };
        let mut progress = Self::new(printer, label, total, style);
        if let Some(traffic) = printer.traffic() {
            progress.shown = false;
            progress.counted = Some((traffic, way));
        }
        progress.count(|flow| flow.expect(total));
        progress
    }

    /// A line that is a message only.
    #[must_use]
    pub fn line(printer: &Printer) -> Self {
        Self::new(printer, "", 0, "{msg}")
    }

    fn new(printer: &Printer, label: &str, total: u64, style: &str) -> Self {
        let bar = ProgressBar::with_draw_target(Some(total), ProgressDrawTarget::hidden());
        if let Ok(style) = ProgressStyle::with_template(style) {
            bar.set_style(style.progress_chars("=> "));
        }
        bar.set_prefix(label.to_owned());
        Self {
            bar,
            begun: Instant::now(),
            shown: printer.animates(),
            counted: None,
        }
    }

    fn count(&self, tell: impl FnOnce(&Flow)) {
        match &self.counted {
            Some((traffic, Way::Sending)) => tell(&traffic.sent),
            Some((traffic, Way::Fetching)) => tell(&traffic.fetched),
            None => {}
        }
    }

    /// So many more are to be done.
    pub fn expect(&self, more: u64) {
        self.bar.inc_length(more);
        self.count(|flow| flow.expect(more));
    }

    /// So many more are done.
    pub fn add(&self, more: u64) {
        self.bar.inc(more);
        self.count(|flow| flow.add(more));
        self.appear();
    }

    /// Says something else.
    pub fn say(&self, text: String) {
        self.bar.set_message(text);
        self.appear();
        self.bar.tick();
    }

    /// Takes the bar off the screen for as long as `work` prints.
    pub fn aside(&self, work: impl FnOnce()) {
        self.bar.suspend(work);
    }

    fn appear(&self) {
        if self.shown && self.bar.is_hidden() && self.begun.elapsed() > PATIENCE {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
