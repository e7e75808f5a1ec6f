//! Signature: how a job failed, without what differs from item to item.

mod line;

use std::fmt;

use serde::Serialize;

use crate::{job::Reason, wire::jobs::Job};
use line::{alike, error_line};

/// How a job failed; jobs with the same one failed alike.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Signature {
    /// The kind of end.
    pub reason: Option<Reason>,
    /// The exit code, when that is the reason.
    pub exit_code: Option<u8>,
    /// The line that names the error: numbers are `N`, the item's own name is `ITEM`.
    pub line: Option<String>,
}

impl Signature {
    /// How `job` failed, whose log ends with `tail`.
    #[must_use]
    pub fn of(job: &Job, tail: &str) -> Self {
        let own = matches!(job.reason, Some(Reason::ExitCode) | None);
        let said = if own {
            error_line(tail)
        } else {
            job.message.as_deref()
        };
        Self {
            reason: job.reason,
            exit_code: job.exit_code.filter(|_| own),
            line: said
                .map(|line| alike(line, job.name.as_deref()))
                .filter(|line| !line.is_empty()),
        }
    }
}

impl fmt::Display for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.reason, self.exit_code) {
            (Some(Reason::ExitCode) | None, Some(code)) => write!(f, "exit code {code}")?,
            (Some(Reason::ExitCode) | None, None) => f.write_str("failed")?,
            (Some(Reason::Oom), _) => f.write_str("out of memory")?,
            (Some(Reason::Timeout), _) => f.write_str("timed out")?,
            (Some(Reason::LostNode), _) => f.write_str("its node was lost")?,
            (Some(Reason::RunnerDied), _) => f.write_str("in quarantine")?,
            (Some(Reason::DiskQuota), _) => f.write_str("used up its disk")?,
            (Some(Reason::Image), _) => f.write_str("has no image")?,
            (Some(Reason::Dependencies), _) => f.write_str("has no dependencies")?,
            (Some(Reason::Inputs), _) => f.write_str("has no inputs")?,
            (Some(Reason::Cancelled), _) => f.write_str("cancelled")?,
            (Some(Reason::Internal), _) => f.write_str("RGrid itself failed")?,
        }
        match &self.line {
            Some(line) => write!(f, ": {line}"),
            None => Ok(()),
        }
    }
}
