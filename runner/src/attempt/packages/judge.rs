//! Judge: what the end of an installer makes of the attempt, and of others that wait for the same set.

#[cfg(test)]
mod tests;

use rgrid_shared::job::Outcome;

use super::{install::Failed, tail::Tail};
use crate::{
    attempt::{drive::Driven, execute::Work, stop::Stop},
    sets,
};

/// What is said when its folder holds more than it may.
pub(super) const TOO_MUCH: &str = "the installer took more than 10 GiB or 200,000 files of disk";

/// What the end of the installer makes of the attempt.
pub(super) fn judge(work: &Work<'_>, driven: Driven, tail: &Tail) -> Result<(), Failed> {
    let because = |why: &str| Err(Failed::Here(format!("{}\n{why}", tail.text())));
    match (driven.stop, driven.exit) {
        (Some(Stop::TimedOut), _) => because("the installer took longer than 20 minutes"),
        (Some(Stop::DiskQuota), _) => because(TOO_MUCH),
        (Some(stop), _) => Err(Failed::Ended(stop.outcome())),
        (None, Err(error)) => Err(Failed::Ended(Some(work.engine_failed(error)))),
        (None, Ok(Outcome::Exited { code: 0 })) => Ok(()),
        (None, Ok(Outcome::Oom)) => because("the installer took more memory than it may"),
        (None, Ok(Outcome::Exited { .. })) => Err(Failed::Installer(tail.text())),
        (None, Ok(_)) => Err(Failed::Here(tail.text())),
    }
}

impl Failed {
    /// Of this list: one that names secrets may fail by them, and each job has its own.
    pub(super) fn of(self, list: &str) -> Self {
        match self {
            Self::Installer(said) if sets::names_secrets(list) => Self::Here(said),
            Self::Installer(_) | Self::Here(_) | Self::Ended(_) => self,
        }
    }
}
