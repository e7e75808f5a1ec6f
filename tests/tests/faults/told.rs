//! What a run tells whoever watches it: where it is, and at the end what happened.

use std::{
    collections::BTreeMap,
    sync::Arc,
    time::{Duration, Instant},
};

use super::{
    history::{Facts, History},
    plan::Plan,
    support::last,
};

/// Between two lines of a run that goes on.
const EVERY: Duration = Duration::from_secs(30);

/// Says every now and then how far it is, until it is dropped.
pub(super) async fn go_on(history: Arc<History>) {
    let begun = Instant::now();
    loop {
        last(EVERY).await;
        let facts = history.write();
        let faults: usize = facts.faults.values().sum();
        let (seconds, jobs) = (begun.elapsed().as_secs(), facts.asked.len());
        eprintln!("{seconds} s: {faults} faults, {jobs} jobs");
    }
}

/// What a run did.
pub(super) fn told(plan: Plan, took: Instant, facts: &Facts, violations: &[String]) -> String {
    let tries = facts.last.values().map(|last| last.attempts.len());
    let again: usize = tries.clone().map(|tries| tries.saturating_sub(1)).sum();
    let faults: usize = facts.faults.values().sum();
    format!(
        "seed {}, {} s: {} jobs, {} attempts, {again} retries, {} starts, {} duplicates refused, \
         {} looks, {} followed to the end\n{faults} faults: {:#?}\nends: {:#?}\n{} violations\n",
        plan.seed,
        took.elapsed().as_secs(),
        facts.last.len(),
        tries.sum::<usize>(),
        facts.started.len(),
        facts.refused,
        facts.seen.len(),
        facts.followed.len(),
        facts.faults,
        ends(facts),
        violations.len(),
    )
}

fn ends(facts: &Facts) -> BTreeMap<String, usize> {
    let mut ends = BTreeMap::new();
    for last in facts.last.values() {
        let reason = last.job.reason;
        let reason = reason.map_or(String::new(), |reason| format!(" ({reason})"));
        let end = format!("{}{reason}", last.job.state);
        *ends.entry(end).or_default() += 1;
    }
    ends
}
