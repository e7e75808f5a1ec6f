//! Leaving: what an interrupt does to work that looks after a job or a batch.
//!
//! Owns the words for what stays behind. Does not cancel: whoever is told to does.

mod noun;

use std::cell::Cell;

pub use noun::Noun;

use super::signals::{Signals, Wanted};
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
        }
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
        let mut signals = Signals::listen(printer)?;
        let wanted = tokio::select! {
            done = work => return done.map(|()| Ending::Done),
            wanted = signals.next() => wanted,
        };
        match (self.stage.get(), wanted) {
            (Stage::Sending, _) | (Stage::Running, Wanted::Cancel) => Ok(Ending::Cancel(signals)),
            (Stage::Running, Wanted::Leave) => Err(self.left()),
            (Stage::Running, Wanted::LeaveOrCancel) => {
                if !printer.json {
                    printer.failure(&Failure {
                        message: format!(
                            "the {} goes on; Ctrl-C again within 3 s cancels it",
                            self.noun
                        ),
                        ..self.left()
                    });
                }
                if signals.second().await {
                    return Ok(Ending::Cancel(signals));
                }
                let left = self.left();
                Err(if printer.json {
                    left
                } else {
                    Failure::ended(left.exit)
                })
            }
            (Stage::Fetching, _) => {
                Err(Failure::detached("left before all its files were fetched")
                    .hint(format!("rgrid download {}", self.id)))
            }
        }
    }

    fn left(&self) -> Failure {
        let Self { noun, id, .. } = self;
        let back = self.back();
        Failure::detached(format!("left {id}; the {noun} goes on"))
            .hint(format!("{back}    comes back to it"))
            .hint(format!("rgrid download {id}    fetches its files"))
            .hint(format!("rgrid cancel {id}    cancels it"))
    }

    /// The failure for work that was interrupted before it could begin, and was cancelled.
    #[must_use]
    pub fn unsent(&self) -> Failure {
        let id = &self.id;
        Failure::cancelled(format!(
            "interrupted before all files were sent; {id} is cancelled"
        ))
    }

    /// Why it was not sent, and what became of it.
    #[must_use]
    pub fn given_up(&self, mut failure: Failure, cancelled: bool) -> Failure {
        let id = &self.id;
        if failure.message.is_empty() {
            "left before all files were sent".clone_into(&mut failure.message);
        }
        if cancelled {
            failure.message = format!("{}; {id} is cancelled", failure.message);
            return failure;
        }
        failure.hint(format!("rgrid cancel {id}    it can never start"))
    }

    /// Why looking after it ended before it did, if it was not its own end.
    #[must_use]
    pub fn goes_on(&self, failure: Failure) -> Failure {
        failure.but_goes_on(self.noun, self.back())
    }

    /// What comes back to it.
    fn back(&self) -> String {
        format!("rgrid {} {}", self.noun.back(), self.id)
    }
}
