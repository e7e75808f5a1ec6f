//! The promise holds while everything that can break does.

use std::{
    collections::BTreeMap,
    fs,
    sync::Arc,
    time::{Duration, Instant},
};

use tokio::time::timeout;

use super::{
    checker::{is_given_up, violations},
    clients::{look, read_all, settle, work, work_after},
    grid::Grid,
    history::{Facts, History},
    nemesis::{harm, supervise},
    plan::Plan,
};

/// How long the news of an end may take.
const HEARD: Duration = Duration::from_secs(5);

/// Runs a plan; all that happened, and what of it must not have.
pub(super) async fn run(plan: Plan) -> (Facts, Vec<String>) {
    let grid = Arc::new(Grid::start(plan.bug).await);
    let history = Arc::new(History::default());
    let end = tokio::time::Instant::now() + plan.time;
    let watched = tokio::spawn(supervise(Arc::clone(&grid)));
    let looking = tokio::spawn(look(Arc::clone(&grid), Arc::clone(&history)));
    let harmed = tokio::spawn(harm(Arc::clone(&grid), Arc::clone(&history), plan, end));
    let worked = tokio::spawn(work(Arc::clone(&grid), Arc::clone(&history), plan, end));
    harmed.await.unwrap();
    let followers = worked.await.unwrap();
    work_after(&grid, &history, plan).await;
    settle(&grid, plan.settle).await;
    looking.abort();
    let _ = looking.await;
    read_all(&grid, &history).await;
    for mut of_client in followers {
        // Every job has ended, or never will: what a follower has not heard by now it never does.
        let _ = timeout(HEARD, async {
            while of_client.join_next().await.is_some() {}
        })
        .await;
        of_client.shutdown().await;
    }
    watched.abort();
    let _ = watched.await;
    let mut facts = history.close();
    facts.started = started(&fs::read_to_string(grid.started()).unwrap_or_default());
    let violations = violations(&facts);
    let grid = Arc::into_inner(grid).expect("every task has ended");
    if !violations.is_empty() && plan.bug.is_none() {
        eprintln!("the logs are in {}", grid.keep().display());
    } else {
        grid.stop().await;
    }
    (facts, violations)
}

fn started(text: &str) -> Vec<(String, rgrid_shared::id::AttemptId)> {
    let lines = text.lines().filter_map(|line| line.split_once(' '));
    lines
        .map(|(label, attempt)| (label.to_owned(), attempt.parse().unwrap()))
        .collect()
}

/// What a run did, for whoever watches it.
pub(super) fn told(plan: Plan, took: Instant, facts: &Facts, violations: &[String]) -> String {
    let attempts: usize = facts.last.values().map(|last| last.attempts.len()).sum();
    let mut ends: BTreeMap<String, usize> = BTreeMap::new();
    for last in facts.last.values() {
        let reason = last
            .job
            .reason
            .map_or(String::new(), |reason| format!(" ({reason})"));
        *ends
            .entry(format!("{}{reason}", last.job.state))
            .or_default() += 1;
    }
    let faults: usize = facts.faults.values().sum();
    format!(
        "seed {}, {} s: {} jobs, {attempts} attempts, {} starts, {} looks, {} followed to the end\n\
         {faults} faults: {:#?}\nends: {ends:#?}\n{} violations\n",
        plan.seed,
        took.elapsed().as_secs(),
        facts.last.len(),
        facts.started.len(),
        facts.seen.len(),
        facts.followed.len(),
        facts.faults,
        violations.len(),
    )
}

/// R-C4, R-C5: under kills, stops, cuts, restarts, a wrong clock and a failing blob store, no job is lost, none
/// has two ends, and no byte of a log or an artifact is another attempt's. Scenarios 1–3, 6–8, 20, 25, 26, 36.
#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_lost_and_nothing_counts_twice() {
    let plan = Plan::of(60);
    let took = Instant::now();
    let (facts, violations) = run(plan).await;
    eprintln!("{}", told(plan, took, &facts, &violations));
    assert!(violations.is_empty(), "{}", violations.join("\n"));
    let faults: usize = facts.faults.values().sum();
    let proper = facts
        .last
        .values()
        .filter(|last| !is_given_up(last))
        .count();
    let jobs = facts.last.len();
    assert!(faults >= 20 && jobs >= 100, "{faults} faults, {jobs} jobs");
    assert!(
        proper * 100 >= jobs * 95,
        "only {proper} of {jobs} were not given up"
    );
}
