//! What the loss of an attempt means for its job, and when the job is put into quarantine.
//!
//! A job under which the runner died twice is not tried again, when the runner ran nothing else as it
//! died. Otherwise nobody can tell which of those that it ran it was: suspects are tried a last time,
//! apart.

use std::time::Duration;

use rgrid_shared::job::{Ending, JobState, Outcome, Reason};

use super::{Decision, History, MAX_INFRA_RETRIES};

/// With so many deaths of its runner a job is suspect.
const SUSPECT: u32 = 2;
/// How far apart jobs that are as suspect are tried.
pub(super) const APART: Duration = Duration::from_secs(30);

/// How an attempt was lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Loss {
    /// Its node left or was cut off, or only its lease ran out.
    Node,
    /// Its runner died while it ran it.
    Runner {
        /// Whether it was the only one that the runner ran.
        alone: bool,
        /// Its place among the suspects that wait for their last try, from 0.
        place: u32,
    },
}

/// Whether a job with so many deaths of its runner is suspect.
#[must_use]
pub fn is_suspect(runner_deaths: u32) -> bool {
    runner_deaths >= SUSPECT
}

/// Decides after the attempt was lost; a death of the runner counts in `history` already.
#[must_use]
pub fn lost(history: History, loss: Loss) -> Decision {
    if history.cancel_requested {
        return Decision::End(Outcome::Cancelled.ending());
    }
    let suspect = is_suspect(history.runner_deaths);
    let (reason, guilty, after) = match loss {
        Loss::Runner { alone, place } if suspect => {
            (Reason::RunnerDied, alone, APART.saturating_mul(place))
        }
        Loss::Runner { .. } => (Reason::RunnerDied, false, Duration::ZERO),
        Loss::Node => (Reason::LostNode, false, Duration::ZERO),
    };
    if !guilty && history.infra_failures < MAX_INFRA_RETRIES {
        return Decision::Again {
            after,
            reason: Some(reason),
            exit_code: None,
            infrastructure: true,
        };
    }
    let (reason, message) = if suspect && reason == Reason::RunnerDied {
        let deaths = history.runner_deaths;
        let died = format!("its runner died {deaths} times while it ran it");
        (reason, format!("{died}; it is not tried again by itself"))
    } else {
        // One death is no quarantine.
        let losses = history.infra_failures.saturating_add(1);
        let message = format!(
            "its node went away {losses} times; it may be the job that takes the node down"
        );
        (Reason::LostNode, message)
    };
    Decision::End(Ending {
        state: JobState::Failed,
        reason: Some(reason),
        exit_code: None,
        message: Some(message),
    })
}
