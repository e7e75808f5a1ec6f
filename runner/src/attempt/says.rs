//! What the end of an attempt says of the node that ran it.

#[cfg(test)]
mod tests;

use std::sync::atomic::Ordering;

use rgrid_shared::job::Outcome;

use super::{execute::Work, ran::Ran};
use crate::context::{Context, Notice};

/// What an attempt says of the node, apart from its outcome.
pub(super) struct Says {
    started: bool,
    unfit: bool,
}

impl Says {
    /// What came of this work.
    pub(super) fn of(work: &Work<'_>, ran: &Ran) -> Self {
        Self {
            started: ran.known.is_some(),
            unfit: work.unfit.load(Ordering::Relaxed),
        }
    }

    /// Tells the agent, when there is something to tell.
    pub(super) fn tell(&self, context: &Context, outcome: &Outcome) {
        if let Some(notice) = self.of_the_node(outcome) {
            context.notify(notice);
        }
    }

    fn of_the_node(&self, outcome: &Outcome) -> Option<Notice> {
        if outcome.is_infrastructure() {
            return (!self.unfit).then_some(Notice::Failed);
        }
        self.started.then_some(Notice::Worked)
    }
}
