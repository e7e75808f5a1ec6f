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
        let failed = |reason, exit_code, message: Option<&str>| Ending {
            state: JobState::Failed,
            reason: Some(reason),
            exit_code,
            message: message.map(str::to_owned),
        };
        match self {
            Self::Exited { code: 0 } => Ending {
                state: JobState::Succeeded,
                reason: None,
                exit_code: Some(0),
                message: None,
            },
            Self::Exited { code } => failed(Reason::ExitCode, Some(*code), None),
            Self::Signaled { signal } => {
                let text = format!("ended by signal {signal}");
                failed(
                    Reason::ExitCode,
                    Some(signal.saturating_add(128)),
                    Some(&text),
                )
            }
            Self::Oom => failed(
                Reason::Oom,
                Some(137),
                Some("it used more memory than its limit"),
            ),
            Self::DiskQuota => failed(
                Reason::DiskQuota,
                None,
                Some("its files grew over the disk limit"),
            ),
            Self::Image { message } => failed(Reason::Image, None, Some(message)),
            Self::Dependencies { message } => failed(Reason::Dependencies, None, Some(message)),
            Self::Inputs { message } => failed(Reason::Inputs, None, Some(message)),
            Self::Internal { message } => failed(Reason::Internal, None, Some(message)),
            Self::TimedOut => Ending {
                state: JobState::TimedOut,
                reason: Some(Reason::Timeout),
                exit_code: Some(124),
                message: None,
            },
            Self::Cancelled => Ending {
                state: JobState::Cancelled,
                reason: Some(Reason::Cancelled),
                exit_code: None,
                message: None,
            },
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
