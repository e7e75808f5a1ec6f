//! Words: what names a job or a batch, and how the connection is.

use chrono::{DateTime, Utc};
use rgrid_shared::id::{BatchId, JobId};

/// A job or a batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Which {
    /// A job.
    Job(JobId),
    /// A batch.
    Batch(BatchId),
}

impl std::fmt::Display for Which {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Job(id) => id.fmt(f),
            Self::Batch(id) => id.fmt(f),
        }
    }
}

/// Whether the server tells of changes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Link {
    /// Not connected yet.
    #[default]
    Connecting,
    /// Connected: what is shown is what is.
    Live,
    /// Not connected: why, and since when what is shown may be old.
    Lost {
        /// What the network said.
        why: String,
        /// When it was last right.
        since: Option<DateTime<Utc>>,
    },
}

/// The last characters of an id: enough to tell two apart.
pub fn tail(id: &impl std::fmt::Display) -> String {
    let text = id.to_string();
    let from = text.len().saturating_sub(6);
    text.get(from..).unwrap_or_default().to_owned()
}
