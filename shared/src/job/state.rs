//! The states of a job (`docs/ARCHITECTURE.md`).

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Where a job is in its life; the last four are final.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum JobState {
    /// Accepted, but some of its blobs have not arrived.
    AwaitingInput,
    /// Ready, but its batch or account has no free slot.
    Held,
    /// Ready for a node.
    Queued,
    /// On a node, under a lease.
    Running,
    /// Ended with exit code 0.
    Succeeded,
    /// Ended otherwise; the reason says how.
    Failed,
    /// Ended by its timeout.
    TimedOut,
    /// Ended because somebody asked.
    Cancelled,
}

/// The text names no state.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is not a state; the states are awaiting_input, held, queued, running, succeeded, failed, timed_out, cancelled"
)]
pub struct UnknownState(String);

impl JobState {
    /// All states, in the order of a job's life.
    pub const ALL: [Self; 8] = [
        Self::AwaitingInput,
        Self::Held,
        Self::Queued,
        Self::Running,
        Self::Succeeded,
        Self::Failed,
        Self::TimedOut,
        Self::Cancelled,
    ];

    /// Whether nothing can happen any more.
    #[must_use]
    pub fn is_final(self) -> bool {
        match self {
            Self::AwaitingInput | Self::Held | Self::Queued | Self::Running => false,
            Self::Succeeded | Self::Failed | Self::TimedOut | Self::Cancelled => true,
        }
    }

    /// The word used in JSON, SQL and on screens.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::AwaitingInput => "awaiting_input",
            Self::Held => "held",
            Self::Queued => "queued",
            Self::Running => "running",
            Self::Succeeded => "succeeded",
            Self::Failed => "failed",
            Self::TimedOut => "timed_out",
            Self::Cancelled => "cancelled",
        }
    }
}

impl fmt::Display for JobState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for JobState {
    type Err = UnknownState;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let found = Self::ALL.into_iter().find(|state| state.as_str() == text);
        found.ok_or_else(|| UnknownState(text.chars().take(32).collect()))
    }
}
