//! How an attempt ended, as the runner saw it, and what that makes of the job.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{JobState, Reason};

/// How an attempt ended, as the runner saw it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Outcome {
    /// The command ended by itself.
    Exited {
        /// Its exit code, 0 to 255.
        code: u8,
    },
    /// A signal ended the command.
    Signaled {
        /// The signal's number.
        signal: u8,
    },
    /// The sandbox ran out of memory.
    Oom,
    /// The timeout passed.
    TimedOut,
    /// The working directory grew over its limit.
    DiskQuota,
    /// The image could not be had.
    Image {
        /// What the engine said.
        message: String,
    },
    /// The dependencies could not be installed.
    Dependencies {
        /// What the installer said.
        message: String,
    },
    /// An input could not be fetched or put in place.
    Inputs {
        /// Which and why.
        message: String,
    },
    /// The control plane asked for it.
    Cancelled,
    /// The runner or its engine failed.
    Internal {
        /// What failed.
        message: String,
    },
}

/// What an outcome makes of the job.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ending {
    /// The final state.
    pub state: JobState,
    /// Why it did not succeed.
    pub reason: Option<Reason>,
    /// The exit code that a local run would have shown: the command's own, or 128 + signal.
    pub exit_code: Option<u8>,
    /// What the user should read, when the code alone does not say it.
    pub message: Option<String>,
}

impl Outcome {
    /// What the outcome makes of the job.
    #[must_use]
    pub fn ending(&self) -> Ending {
        let (state, reason, exit_code) = match self {
            Self::Exited { code: 0 } => (JobState::Succeeded, None, Some(0)),
            Self::Exited { code } => (JobState::Failed, Some(Reason::ExitCode), Some(*code)),
            Self::Signaled { signal } => (
                JobState::Failed,
                Some(Reason::ExitCode),
                Some(signal.saturating_add(128)),
            ),
            Self::Oom => (JobState::Failed, Some(Reason::Oom), Some(137)),
            Self::TimedOut => (JobState::TimedOut, Some(Reason::Timeout), Some(124)),
            Self::DiskQuota => (JobState::Failed, Some(Reason::DiskQuota), None),
            Self::Image { .. } => (JobState::Failed, Some(Reason::Image), None),
            Self::Dependencies { .. } => (JobState::Failed, Some(Reason::Dependencies), None),
            Self::Inputs { .. } => (JobState::Failed, Some(Reason::Inputs), None),
            Self::Internal { .. } => (JobState::Failed, Some(Reason::Internal), None),
            Self::Cancelled => (JobState::Cancelled, Some(Reason::Cancelled), None),
        };
        Ending {
            state,
            reason,
            exit_code,
            message: self.message(),
        }
    }

    fn message(&self) -> Option<String> {
        match self {
            Self::Exited { .. } | Self::TimedOut | Self::Cancelled => None,
            Self::Signaled { signal } => Some(format!("ended by signal {signal}")),
            Self::Oom => Some("it used more memory than its limit".to_owned()),
            Self::DiskQuota => Some(
                "its files grew over the disk limit, or filled the disk of the node".to_owned(),
            ),
            Self::Image { message }
            | Self::Dependencies { message }
            | Self::Inputs { message }
            | Self::Internal { message } => Some(message.clone()),
        }
    }

    /// Whether the fault was the platform's, so that trying again costs the user nothing.
    #[must_use]
    pub fn is_infrastructure(&self) -> bool {
        match self {
            Self::Inputs { .. } | Self::Internal { .. } => true,
            Self::Exited { .. }
            | Self::Signaled { .. }
            | Self::Oom
            | Self::TimedOut
            | Self::DiskQuota
            | Self::Image { .. }
            | Self::Dependencies { .. }
            | Self::Cancelled => false,
        }
    }
}
