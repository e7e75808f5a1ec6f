//! Attempts of a job follow each other, and runners start nothing else.

use std::collections::{BTreeMap, BTreeSet};

use rgrid_shared::id::{AttemptId, JobId};

use super::{
    super::history::{Facts, Last},
    Report,
};

pub(super) fn check(facts: &Facts, report: Report<'_>) {
    let mut owners: BTreeMap<AttemptId, JobId> = BTreeMap::new();
    for (job, last) in &facts.last {
        check_sequence(*job, last, report);
        owners.extend(last.attempts.iter().map(|attempt| (attempt.id, *job)));
    }
    let mut started = BTreeSet::new();
    for (label, attempt) in &facts.started {
        if !started.insert(attempt) {
            report(format!("{label}: {attempt} was started twice"));
        }
        let jobs = facts.asked.get(label).map(|asked| &asked.answers);
        let owner = owners.get(attempt);
        if !owner.is_some_and(|owner| jobs.is_some_and(|jobs| jobs.contains(owner))) {
            report(format!(
                "{label}: {attempt} was started and is not among its attempts"
            ));
        }
    }
}

fn check_sequence(job: JobId, last: &Last, report: Report<'_>) {
    let attempts = &last.attempts;
    if usize::try_from(last.job.attempts).ok() != Some(attempts.len()) {
        report(format!(
            "{job}: {} attempts are counted, {} are there",
            last.job.attempts,
            attempts.len()
        ));
    }
    for (attempt, number) in attempts.iter().zip(1..) {
        if attempt.number != number {
            report(format!(
                "{job}: attempt {number} has number {}",
                attempt.number
            ));
        }
        if attempt.finished_at.is_none() && last.job.state.is_final() {
            report(format!(
                "{job}: it has ended, and its attempt {number} has not"
            ));
        }
    }
    for pair in attempts.windows(2) {
        if pair[0].finished_at.is_none() {
            let number = pair[0].number;
            report(format!(
                "{job}: attempt {number} has no end, and there is one after it"
            ));
        }
        if pair[0]
            .finished_at
            .is_some_and(|end| end > pair[1].started_at)
        {
            report(format!(
                "{job}: attempt {} began before the one before it was over",
                pair[1].number
            ));
        }
    }
}
