//! The result of an attempt, as it is kept until it is accepted.

use rgrid_shared::wire::node::Finished;
use serde::{Deserialize, Serialize};

use crate::machine;

/// What is kept of an attempt that has ended, so that it can be reported after a crash.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Ended {
    /// The attempt's number, for its log frames.
    pub(crate) number: u32,
    /// The report.
    pub(crate) finished: Finished,
    /// The start of the machine in which it was written, while a power failure could still lose a part of it;
    /// nothing once it is on the disk itself.
    #[serde(default)]
    pub(super) boot: Option<String>,
}

impl Ended {
    /// What is kept of the attempt with this number.
    pub(crate) fn new(number: u32, finished: &Finished) -> Self {
        Self {
            number,
            finished: finished.clone(),
            boot: Some(machine::boot()),
        }
    }

    /// Whether all of it is there: the machine has not gone down since, or it is on the disk itself.
    pub(super) fn is_whole(&self) -> bool {
        let boot = self.boot.as_ref();
        boot.is_none_or(|boot| *boot == machine::boot())
    }

    /// The same, as it is when it is on the disk itself.
    pub(super) fn settled(&self) -> Self {
        Self {
            boot: None,
            ..self.clone()
        }
    }
}
