//! How long a run is, where its chance comes from, and which bug it has.

use std::{env, time::Duration};

/// A bug that a run puts into the system, to see that the checker finds it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bug {
    /// A claim does not stamp the row, so the job is there to be claimed again.
    ClaimDoesNotStamp,
    /// A second claim keeps the token of the first, so the fenced node is not fenced.
    TokenIsKept,
    /// A report that got no answer is not sent again.
    ReportIsNotRepeated,
}

/// One run.
#[derive(Debug, Clone, Copy)]
pub(super) struct Plan {
    /// How long work comes in and faults happen.
    pub(super) time: Duration,
    /// The same seed makes the same faults and the same jobs.
    pub(super) seed: u64,
    /// How long the grid may go without finishing anything once nothing breaks any more.
    pub(super) settle: Duration,
    /// The bug.
    pub(super) bug: Option<Bug>,
}

impl Plan {
    /// A run of `seconds`, unless the environment says otherwise.
    pub(super) fn of(seconds: u64) -> Self {
        Self {
            time: Duration::from_secs(number("RGRID_CHAOS_SECONDS").unwrap_or(seconds)),
            seed: number("RGRID_CHAOS_SEED").unwrap_or(1),
            settle: Duration::from_secs(90),
            bug: None,
        }
    }

    /// A short run, with a bug or without.
    pub(super) fn short(bug: Option<Bug>) -> Self {
        Self {
            time: Duration::from_secs(15),
            seed: 1,
            settle: Duration::from_secs(45),
            bug,
        }
    }
}

fn number(name: &str) -> Option<u64> {
    let text = env::var(name).ok()?;
    Some(
        text.parse()
            .unwrap_or_else(|_| panic!("{name} is `{text}`, not a number")),
    )
}
