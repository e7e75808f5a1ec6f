//! What an attempt's end means for its job: the end, or another attempt (R-E5).
//!
//! Owns the rule. The platform's faults are tried again for free, twice; the user's only as often as
//! the user asked; a job that somebody cancelled never. Attempts that are lost have a file of their own.

mod lost;
#[cfg(test)]
mod tests;

use std::time::Duration;

use rgrid_shared::job::{Ending, JobState, Outcome, Reason};

pub use lost::{Loss, is_suspect, lost};

/// How often a job is tried again after the platform's fault.
pub const MAX_INFRA_RETRIES: u32 = 2;
const FIRST_BACKOFF: Duration = Duration::from_secs(1);
const LONGEST_BACKOFF: Duration = Duration::from_mins(5);

/// What a job went through before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct History {
    /// Attempts lost by the platform's fault.
    pub infra_failures: u32,
    /// Attempts under which the runner died.
    pub runner_deaths: u32,
    /// Attempts failed by the user's fault.
    pub user_failures: u32,
    /// How many of the latter may be tried again.
    pub max_retries: u32,
    /// Whether somebody asked to end it.
    pub cancel_requested: bool,
}

/// What becomes of the job.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// It ends like this.
    End(Ending),
    /// It is queued again.
    Again {
        /// Not before this has passed.
        after: Duration,
        /// Why the attempt failed.
        reason: Option<Reason>,
        /// The exit code of the attempt.
        exit_code: Option<u8>,
        /// Whether the platform is to blame.
        infrastructure: bool,
    },
}

/// Decides after the runner reported `outcome`; `jitter` is any random number.
#[must_use]
pub fn after(outcome: &Outcome, history: History, jitter: u32) -> Decision {
    let ending = outcome.ending();
    let retryable = matches!(ending.state, JobState::Failed | JobState::TimedOut);
    if !retryable {
        return Decision::End(ending);
    }
    let infrastructure = outcome.is_infrastructure();
    if history.cancel_requested {
        let end = if infrastructure {
            Outcome::Cancelled.ending()
        } else {
            ending
        };
        return Decision::End(end);
    }
    let (failures, allowed) = if infrastructure {
        (history.infra_failures, MAX_INFRA_RETRIES)
    } else {
        (history.user_failures, history.max_retries)
    };
    if failures >= allowed {
        return Decision::End(ending);
    }
    Decision::Again {
        after: backoff(failures, jitter),
        reason: ending.reason,
        exit_code: ending.exit_code,
        infrastructure,
    }
}

/// A pause that doubles with each failure; the upper half of it is chance.
fn backoff(failures: u32, jitter: u32) -> Duration {
    let factor = 2u32.saturating_pow(failures.min(16));
    let full = FIRST_BACKOFF.saturating_mul(factor).min(LONGEST_BACKOFF);
    let half = full.checked_div(2).unwrap_or(full);
    let chance = u128::from(jitter).saturating_mul(half.as_millis()) >> 32;
    half.saturating_add(Duration::from_millis(u64::try_from(chance).unwrap_or(0)))
}
