//! Why a job did not succeed, apart from its state.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Why a job did not succeed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// The command ended with a code other than 0, or by a signal.
    ExitCode,
    /// The sandbox ran out of memory.
    Oom,
    /// The timeout passed.
    Timeout,
    /// The node went away too often.
    LostNode,
    /// The runner died while it ran it.
    RunnerDied,
    /// The working directory grew over its limit.
    DiskQuota,
    /// The image could not be had.
    Image,
    /// The dependencies could not be installed.
    Dependencies,
    /// Its inputs did not arrive or could not be fetched.
    Inputs,
    /// Somebody cancelled it.
    Cancelled,
    /// `RGrid` itself failed.
    Internal,
}

/// The text names no reason.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a reason")]
pub struct UnknownReason(String);

impl Reason {
    /// All reasons.
    pub const ALL: [Self; 11] = [
        Self::ExitCode,
        Self::Oom,
        Self::Timeout,
        Self::LostNode,
        Self::RunnerDied,
        Self::DiskQuota,
        Self::Image,
        Self::Dependencies,
        Self::Inputs,
        Self::Cancelled,
        Self::Internal,
    ];

    /// The word used in JSON, SQL and on screens.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ExitCode => "exit_code",
            Self::Oom => "oom",
            Self::Timeout => "timeout",
            Self::LostNode => "lost_node",
            Self::RunnerDied => "runner_died",
            Self::DiskQuota => "disk_quota",
            Self::Image => "image",
            Self::Dependencies => "dependencies",
            Self::Inputs => "inputs",
            Self::Cancelled => "cancelled",
            Self::Internal => "internal",
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for Reason {
    type Err = UnknownReason;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let found = Self::ALL.into_iter().find(|reason| reason.as_str() == text);
        found.ok_or_else(|| UnknownReason(text.chars().take(32).collect()))
    }
}
