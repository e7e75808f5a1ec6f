//! View: which jobs are shown and in which order.

mod since;

use rgrid_shared::job::JobState;

use super::Jobs;
use crate::action::{Context, Kind};
pub use since::Since;

/// Which states are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum States {
    /// All.
    #[default]
    All,
    /// What has not ended.
    Live,
    /// What failed or timed out.
    Failed,
    /// What has ended.
    Ended,
}

impl States {
    pub(super) fn next(self) -> Self {
        match self {
            Self::All => Self::Live,
            Self::Live => Self::Failed,
            Self::Failed => Self::Ended,
            Self::Ended => Self::All,
        }
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::All => "",
            Self::Live => "live",
            Self::Failed => "failed",
            Self::Ended => "ended",
        }
    }

    pub(super) fn takes(self, state: JobState) -> bool {
        match self {
            Self::All => true,
            Self::Live => !state.is_final(),
            Self::Failed => matches!(state, JobState::Failed | JobState::TimedOut),
            Self::Ended => state.is_final(),
        }
    }
}

/// In which order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sort {
    /// The newest first.
    #[default]
    Newest,
    /// The dearest first.
    Cost,
    /// What took longest first.
    Took,
    /// By state, what runs and what failed first.
    State,
}

impl Sort {
    pub(super) fn next(self) -> Self {
        match self {
            Self::Newest => Self::Cost,
            Self::Cost => Self::Took,
            Self::Took => Self::State,
            Self::State => Self::Newest,
        }
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Newest => "",
            Self::Cost => "by cost",
            Self::Took => "by time taken",
            Self::State => "by state",
        }
    }
}

/// What is meant: the marks, or what is under the cursor.
pub(super) fn context(jobs: &Jobs) -> Context {
    let marked = jobs.lines.iter().filter(|line| jobs.marks.contains(line));
    let mut targets: Vec<_> = marked.copied().collect();
    if targets.is_empty() {
        targets.extend(jobs.chosen());
    }
    let mut words = String::new();
    if jobs.states == States::Failed {
        words.push_str(" --state failed");
    }
    if jobs.since != Since::Ever {
        words = format!("{words} --since {}", jobs.since.word());
    }
    Context {
        kind: Some(Kind::Jobs),
        targets,
        words,
        ..Context::default()
    }
}

/// Forgets marks, then the filter, then what else narrows.
pub(super) fn back(jobs: &mut Jobs) -> bool {
    jobs.wish += 1;
    if !jobs.marks.is_empty() {
        jobs.marks.clear();
        return true;
    }
    if !jobs.filter.text.is_empty() {
        jobs.filter.set("");
        return true;
    }
    if jobs.states != States::All || jobs.since != Since::Ever {
        jobs.states = States::All;
        jobs.since = Since::Ever;
        return true;
    }
    false
}
