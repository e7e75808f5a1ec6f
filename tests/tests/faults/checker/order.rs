//! Readers see a job go forward only, and an end never changes.

use std::collections::BTreeMap;

use rgrid_shared::{id::JobId, job::JobState, wire::jobs::Job};

use super::{
    super::history::{Facts, Seen},
    Report,
};

pub(super) fn check(facts: &Facts, report: Report<'_>) {
    let mut of_jobs: BTreeMap<JobId, Vec<&Seen>> = BTreeMap::new();
    for seen in &facts.seen {
        of_jobs.entry(seen.job.id).or_default().push(seen);
    }
    for (job, mut seen) in of_jobs {
        seen.sort_by_key(|seen| seen.to);
        for pair in seen.windows(2) {
            // Two looks at the same time may be answered in any order.
            if pair[0].to <= pair[1].from {
                check_step(&pair[0].job, &pair[1].job, report);
            }
        }
        if let (Some(seen), Some(last)) = (seen.last(), facts.last.get(&job)) {
            check_step(&seen.job, &last.job, report);
        }
    }
}

fn check_step(before: &Job, after: &Job, report: Report<'_>) {
    let job = before.id;
    if place(after) < place(before) {
        let (from, to) = (place(before), place(after));
        report(format!(
            "{job}: went back from {} {from:?} to {} {to:?}",
            before.state, after.state
        ));
    } else if before.state.is_final() && end(before) != end(after) {
        report(format!(
            "{job}: its end changed from {:?} to {:?}",
            end(before),
            end(after)
        ));
    }
}

/// How far a job is: attempts, and the place between two of them.
fn place(job: &Job) -> (u32, u8) {
    let place = match job.state {
        JobState::Running => 0,
        JobState::AwaitingInput => 1,
        JobState::Held => 2,
        JobState::Queued => 3,
        JobState::Succeeded | JobState::Failed | JobState::TimedOut | JobState::Cancelled => 4,
    };
    (job.attempts, place)
}

/// All that an end says, its charge too.
fn end(job: &Job) -> impl PartialEq + std::fmt::Debug + use<> {
    (
        job.state,
        job.reason,
        job.exit_code,
        job.attempts,
        job.finished_at,
        job.duration_ms,
        job.cost_micros,
    )
}
