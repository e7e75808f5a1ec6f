//! Noun: what was submitted, in words and as what it is come back to with.

use std::fmt;

/// A job or a batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Noun {
    /// One job.
    Job,
    /// Many.
    Batch,
}

impl Noun {
    /// The command that comes back to one.
    pub(super) fn back(self) -> &'static str {
        match self {
            Self::Job => "logs -f",
            Self::Batch => "attach",
        }
    }

    /// What that command does.
    pub(super) fn back_does(self) -> &'static str {
        match self {
            Self::Job => "comes back to it",
            Self::Batch => "watches it and fetches its files",
        }
    }
}

impl fmt::Display for Noun {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Job => "job",
            Self::Batch => "batch",
        })
    }
}
