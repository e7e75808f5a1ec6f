//! Every accepted job ends, once, as it should.

use std::collections::{BTreeMap, BTreeSet};

use rgrid_shared::{
    id::JobId,
    job::{JobState, Reason},
};

use super::{
    super::history::{Asked, Facts, Last},
    Report,
};

/// Fewer attempts than this are no reason for the platform to give up.
const TRIES: usize = 2;

pub(super) fn check(facts: &Facts, report: Report<'_>) {
    let mut answered: BTreeMap<JobId, &str> = BTreeMap::new();
    for (label, asked) in &facts.asked {
        let jobs: BTreeSet<_> = asked.answers.iter().collect();
        if jobs.len() > 1 {
            report(format!("{label}: one key, several jobs: {jobs:?}"));
        }
        for job in jobs {
            answered.insert(*job, label);
            match facts.last.get(job) {
                None => report(format!("{label}: accepted as {job}, and lost")),
                Some(last) => check_end(label, asked, last, report),
            }
        }
    }
    for job in &facts.following {
        if !facts.followed.contains_key(job) {
            report(format!("{job}: its follower never heard of its end"));
        }
    }
    for job in facts.last.keys() {
        if !answered.contains_key(job) {
            report(format!("{job}: nobody was told of it"));
        }
    }
}

fn check_end(label: &str, asked: &Asked, last: &Last, report: Report<'_>) {
    let job = &last.job;
    if !job.state.is_final() {
        report(format!(
            "{label} ({}): has not ended, it is {}",
            job.id, job.state
        ));
        return;
    }
    if !asked.work.may_end(job.state, job.reason, job.exit_code) {
        let (state, reason, code) = (job.state, job.reason, job.exit_code);
        report(format!(
            "{label} ({}): ended as {state}, {reason:?}, {code:?}",
            job.id
        ));
    }
    if job.reason == Some(Reason::RunnerDied) && !is_poison(last) {
        report(format!(
            "{label} ({}): its runners are said to have died, and did not twice",
            job.id
        ));
    }
    if is_given_up(last) {
        let tries = last.attempts.len();
        if tries < TRIES {
            report(format!(
                "{label} ({}): given up after {tries} attempts",
                job.id
            ));
        }
        if label.starts_with("after-") {
            report(format!(
                "{label} ({}): given up when nothing was broken",
                job.id
            ));
        }
    }
}

/// Whether its runner died twice while it ran the job.
fn is_poison(last: &Last) -> bool {
    let attempts = last.attempts.iter();
    let died = attempts.filter(|attempt| attempt.reason == Some(Reason::RunnerDied));
    died.count() >= 2
}

/// Whether the platform gave up.
pub(in super::super) fn is_given_up(last: &Last) -> bool {
    last.job.state == JobState::Failed && last.job.reason != Some(Reason::ExitCode)
}
