//! What is said of work that is left, given up, or out of reach.

use rgrid_shared::error::exit;

use super::{Stage, Subject};
use crate::{exit::Failure, printer::Printer};

impl Subject {
    /// The failure of who leaves it.
    #[must_use]
    pub fn left(&self) -> Failure {
        let Self { noun, id, .. } = self;
        let (back, does) = (self.back(), noun.back_does());
        Failure::detached(format!("left {id}; the {noun} goes on"))
            .hint(format!("{back}    {does}"))
            .hint(self.files())
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
        let unanswered = failure.exit == exit::DETACHED;
        let failure = failure.but_goes_on(self.noun, self.back());
        if unanswered {
            return failure.hint(self.files());
        }
        failure
    }

    /// What is said while the server does not answer.
    #[must_use]
    pub fn unanswered(&self, printer: &Printer) -> String {
        let noun = self.noun;
        let not_lost = match self.stage.get() {
            Stage::Sending | Stage::Fetching => String::new(),
            Stage::Running => format!("; the {noun} is not lost"),
        };
        let leave = if printer.has_reader() {
            " (Ctrl-C to leave)"
        } else {
            ""
        };
        format!("the server does not answer{not_lost}; trying again{leave}")
    }

    /// What fetches its files.
    fn files(&self) -> String {
        format!("rgrid download {}    fetches its files", self.id)
    }

    /// What comes back to it.
    fn back(&self) -> String {
        format!("rgrid {} {}", self.noun.back(), self.id)
    }
}
