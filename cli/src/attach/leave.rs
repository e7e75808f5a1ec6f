//! Leaving: what an interrupt does to work that looks after a job or a batch.
//!
//! Owns how far the work is and what a signal means then. Does not cancel: whoever is told to does.

mod noun;
mod words;

use std::cell::Cell;

pub use noun::Noun;

use rgrid_shared::error::exit;

use super::signals::{Keys, OnInterrupt, Signals, Wanted};
use crate::{
    exit::{Failure, Result},
    printer::Printer,
};

/// How far the work is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Not every file was sent, so it cannot begin without us.
    Sending,
    /// It goes on without us.
    Running,
    /// It has ended; its files are on their way.
    Fetching,
}

/// What the work is about.
pub struct Subject {
    noun: Noun,
    id: String,
    /// How far it is.
    pub stage: Cell<Stage>,
    wish: Option<OnInterrupt>,
}

/// How the work ended.
#[derive(Debug)]
pub enum Ending {
    /// By itself.
    Done,
    /// Somebody wants it cancelled.
    Cancel(Signals),
}

impl Subject {
    /// A job or a batch whose files are to be sent.
    #[must_use]
    pub fn new(noun: Noun, id: &impl ToString) -> Self {
        Self {
            noun,
            id: id.to_string(),
            stage: Cell::new(Stage::Sending),
            wish: None,
        }
    }

    /// The same with what the user wants an interrupt to do.
    #[must_use]
    pub fn on_interrupt(self, wish: Option<OnInterrupt>) -> Self {
        Self { wish, ..self }
    }

    /// Does `work` until it ends or somebody interrupts; then it shows nothing more.
    ///
    /// # Errors
    /// What `work` says, or that it was left.
    pub async fn attend(
        &self,
        printer: &Printer,
        work: impl Future<Output = Result<()>>,
    ) -> Result<Ending> {
        let mut signals = Signals::listen(printer)?.wishing(self.wish);
        let wanted = tokio::select! {
            done = work => return done.map(|()| Ending::Done),
            wanted = signals.next() => wanted,
        };
        match (self.stage.get(), wanted) {
            (Stage::Sending, _) | (Stage::Running, Wanted::Cancel) => Ok(Ending::Cancel(signals)),
            (Stage::Running, Wanted::Leave) => Err(self.left()),
            (Stage::Running, Wanted::LeaveOrCancel) => self.leaving(printer, signals).await,
            (Stage::Fetching, _) => {
                Err(Failure::detached("left before all its files were fetched")
                    .hint(format!("rgrid download {}", self.id)))
            }
        }
    }

    /// Says at once that it is left, and waits a moment for a second Ctrl-C.
    async fn leaving(&self, printer: &Printer, mut signals: Signals) -> Result<Ending> {
        let keys = Keys::listen();
        let mut left = self.left();
        if !printer.json {
            let now = keys.as_ref().map_or("", |_| ", Enter leaves now");
            printer.failure(&Failure {
                message: format!(
                    "the {} goes on; Ctrl-C again within 3 s cancels it{now}",
                    self.noun
                ),
                ..left
            });
            // All is said.
            left = Failure::ended(exit::DETACHED);
        }
        if signals.second(keys).await {
            return Ok(Ending::Cancel(signals));
        }
        Err(left)
    }
}
