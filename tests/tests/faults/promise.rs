//! The promise holds while everything that can break does.

use std::{
    fs,
    sync::Arc,
    time::{Duration, Instant},
};

use tokio::{task::JoinSet, time::timeout};

use super::{
    checker::{is_given_up, violations},
    clients::{look, read_all, settle, work, work_after},
    grid::Grid,
    history::{Facts, History},
    nemesis::{harm, supervise},
    plan::Plan,
    support::pause,
    told::{go_on, told},
};

/// How long the news of an end may take.
const HEARD: Duration = Duration::from_secs(5);
/// How long a runner may keep what others have done in its place.
const LET_GO: Duration = Duration::from_mins(1);

/// Runs a plan; all that happened, and what of it must not have.
pub(super) async fn run(plan: Plan) -> (Facts, Vec<String>) {
    let grid = Arc::new(Grid::start(plan.bug).await);
    let history = Arc::new(History::default());
    let end = tokio::time::Instant::now() + plan.time;
    let watched = tokio::spawn(supervise(Arc::clone(&grid)));
    let telling = tokio::spawn(go_on(Arc::clone(&history)));
    let looking = tokio::spawn(look(Arc::clone(&grid), Arc::clone(&history)));
    let harmed = tokio::spawn(harm(Arc::clone(&grid), Arc::clone(&history), plan, end));
    let worked = tokio::spawn(work(Arc::clone(&grid), Arc::clone(&history), plan, end));
    harmed.await.unwrap();
    let followers = worked.await.unwrap();
    work_after(&grid, &history, plan).await;
    settle(&grid, plan.settle).await;
    let left = left(&grid).await;
    for idle in [looking, telling] {
        idle.abort();
        let _ = idle.await;
    }
    read_all(&grid, &history).await;
    hear_out(followers).await;
    watched.abort();
    let _ = watched.await;
    let mut facts = history.close();
    facts.started = started(&fs::read_to_string(grid.started()).unwrap_or_default());
    facts.refused = grid.refused();
    let mut violations = violations(&facts);
    violations.extend(left);
    let grid = Arc::into_inner(grid).expect("every task has ended");
    if !violations.is_empty() && plan.bug.is_none() {
        eprintln!("the logs are in {}", grid.keep().display());
    } else {
        grid.stop().await;
    }
    (facts, violations)
}

/// Ends the followers. Every job has ended, or never will: what one has not heard by now it never does.
async fn hear_out(followers: Vec<JoinSet<()>>) {
    for mut of_client in followers {
        let _ = timeout(HEARD, async {
            while of_client.join_next().await.is_some() {}
        })
        .await;
        of_client.shutdown().await;
    }
}

/// The runners that still work on something though every job has ended.
async fn left(grid: &Grid) -> Vec<String> {
    let busy = |runner: &usize| fs::read_dir(grid.kept(*runner)).map_or(0, Iterator::count) > 0;
    let deadline = Instant::now() + LET_GO;
    loop {
        let left: Vec<_> = (0..grid.runners.len()).filter(busy).collect();
        if left.is_empty() || Instant::now() > deadline {
            return left
                .iter()
                .map(|runner| format!("runner {runner} goes on with what has ended"))
                .collect();
        }
        pause(200).await;
    }
}

/// The lines of what runners write down when they start something.
pub(super) fn started(text: &str) -> Vec<(String, rgrid_shared::id::AttemptId)> {
    let lines = text.lines().filter_map(|line| line.split_once(' '));
    lines
        .map(|(label, attempt)| (label.to_owned(), attempt.parse().unwrap()))
        .collect()
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
    // 200 in ten minutes; a short run shares the machine with other tests, a long one has 5,000 jobs.
    let seconds = usize::try_from(plan.time.as_secs()).unwrap();
    let most = if seconds < 600 { 100 } else { seconds * 25 / 3 };
    assert!(
        faults * 3 >= seconds && jobs >= most,
        "{faults} faults, {jobs} jobs"
    );
    assert!(
        proper * 100 >= jobs * 95,
        "only {proper} of {jobs} were not given up"
    );
}
