//! History: what was asked, what was seen and when, as the checker reads it.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Mutex, MutexGuard, PoisonError},
};

use rgrid_shared::{
    id::{AttemptId, JobId},
    wire::{artifacts::Artifact, attempts::Attempt, jobs::Job},
};
use tokio::time::Instant;

use super::work::Work;

/// A job that was asked for.
#[derive(Debug, Clone)]
pub(super) struct Asked {
    /// What it should do.
    pub(super) work: Work,
    /// The job of every answer to the submission.
    pub(super) answers: Vec<JobId>,
}

/// A job as a reader saw it.
#[derive(Debug, Clone)]
pub(super) struct Seen {
    /// When the question was put.
    pub(super) from: Instant,
    /// When the answer was there.
    pub(super) to: Instant,
    /// The answer.
    pub(super) job: Job,
}

/// Output as it arrived at a reader: of each attempt, standard output and standard error.
pub(super) type Output = BTreeMap<u32, [Vec<u8>; 2]>;

/// A job as it is when all is over.
#[derive(Debug, Clone)]
pub(super) struct Last {
    /// The job.
    pub(super) job: Job,
    /// Its attempts.
    pub(super) attempts: Vec<Attempt>,
    /// Its log.
    pub(super) output: Output,
    /// What it brought home.
    pub(super) artifacts: Vec<Artifact>,
}

/// All that is known about a run.
#[derive(Debug, Default)]
pub(super) struct Facts {
    /// By label.
    pub(super) asked: BTreeMap<String, Asked>,
    /// Refusals and answers that make no sense.
    pub(super) strange: Vec<String>,
    /// What readers saw.
    pub(super) seen: Vec<Seen>,
    /// The jobs that somebody follows.
    pub(super) following: BTreeSet<JobId>,
    /// What followers heard to its end.
    pub(super) followed: BTreeMap<JobId, Output>,
    /// What the runners started: label and attempt.
    pub(super) started: Vec<(String, AttemptId)>,
    /// When all was over.
    pub(super) last: BTreeMap<JobId, Last>,
    /// Reports that came for an attempt that was not the node's any more.
    pub(super) refused: usize,
    /// The faults, by name.
    pub(super) faults: BTreeMap<&'static str, usize>,
}

/// The facts while they are being gathered.
#[derive(Debug, Default)]
pub(super) struct History(Mutex<Facts>);

impl History {
    /// The facts, to write one down.
    pub(super) fn write(&self) -> MutexGuard<'_, Facts> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The facts, all of them.
    pub(super) fn close(&self) -> Facts {
        std::mem::take(&mut self.write())
    }
}
