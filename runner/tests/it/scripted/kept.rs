//! What an earlier life left on the disk, whole and broken.

use std::{fs, path::Path, sync::Arc};

use rgrid_runner::engine::scripted::ScriptedEngine;
use rgrid_shared::{
    id::AttemptId,
    job::Outcome,
    wire::node::{Finished, Usage},
};

use crate::support::{Grid, Plane, assignment, sh, until};

/// A result with this log, of which `log_bytes` should be there.
fn keep(state: &Path, log: &[u8], log_bytes: u64) -> AttemptId {
    let attempt = AttemptId::new();
    let finished = Finished {
        attempt,
        outcome: Outcome::Exited { code: 6 },
        usage: Usage::default(),
        artifacts: Vec::new(),
        inline: Vec::new(),
        log_bytes,
        log_truncated: false,
        ran_in: None,
    };
    let folder = state.join("attempts").join(attempt.to_string());
    fs::create_dir_all(folder.join("work")).unwrap();
    fs::write(folder.join("log"), log).unwrap();
    let ended = serde_json::json!({ "number": 1, "finished": finished });
    fs::write(
        folder.join("finished.json"),
        serde_json::to_vec(&ended).unwrap(),
    )
    .unwrap();
    attempt
}

async fn start(state: tempfile::TempDir) -> Grid {
    let engine = Arc::new(ScriptedEngine::new(|_| Ok(Vec::new())));
    Grid::start_in(Plane::start().await, state, engine, |_| {})
}

const HI: &[u8] = b"\x01\0\0\0\x02hi";

/// R-E5: a disk that lost the end of a log, or garbled it, does not hold the result back for ever.
#[tokio::test(flavor = "multi_thread")]
async fn a_result_whose_log_is_damaged_is_reported_with_what_can_be_read() {
    let state = tempfile::tempdir().unwrap();
    let whole = keep(state.path(), HI, 2);
    let cut = keep(state.path(), HI, 100);
    let garbled = keep(state.path(), &[HI, b"\xff\0\0\0\x02!!"].concat(), 4);
    let empty = keep(state.path(), b"", 7);
    let grid = start(state).await;
    for (attempt, kept, truncated) in [
        (whole, 2, false),
        (cut, 2, true),
        (garbled, 2, true),
        (empty, 0, true),
    ] {
        let finished = grid.finished(attempt).await;
        assert_eq!(finished.outcome, Outcome::Exited { code: 6 });
        assert_eq!(
            (finished.log_bytes, finished.log_truncated),
            (kept, truncated)
        );
        assert_eq!(grid.plane.record(attempt).pos, kept);
    }
}

/// R-E5: one that is accepted soon is not waited for; one that waits outlives the machine.
#[tokio::test(flavor = "multi_thread")]
async fn a_report_that_nobody_takes_is_put_on_the_disk_itself() {
    let grid = start(tempfile::tempdir().unwrap()).await;
    grid.plane.lock().silent = true;
    let attempt = grid.plane.give(assignment(sh("")));
    let folder = grid.state.path().join("attempts").join(attempt.to_string());
    let kept = || fs::read_to_string(folder.join("finished.json")).unwrap_or_default();
    until("it is kept", || kept().contains("\"boot\":\"")).await;
    until("it is on the disk itself", || {
        kept().contains("\"boot\":null")
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_kept_result_that_cannot_be_read_is_given_up() {
    let state = tempfile::tempdir().unwrap();
    let attempt = keep(state.path(), HI, 2);
    let folder = state.path().join("attempts").join(attempt.to_string());
    fs::write(folder.join("finished.json"), "{").unwrap();
    let grid = start(state).await;
    until("it is given up", || !folder.exists()).await;
    let (next, _) = grid.run(sh("")).await;
    assert_eq!(next.outcome, Outcome::Exited { code: 0 });
    assert!(grid.plane.record(attempt).reports.is_empty());
}

/// Its lease runs out, and another node takes it.
#[tokio::test(flavor = "multi_thread")]
async fn an_attempt_that_finds_no_place_on_the_disk_is_given_up() {
    let grid = start(tempfile::tempdir().unwrap()).await;
    let job = assignment(sh(""));
    let folder = grid
        .state
        .path()
        .join("attempts")
        .join(job.attempt.to_string());
    until("the runner is there", || {
        grid.plane.lock().hellos.len() == 1
    })
    .await;
    fs::create_dir_all(&folder).unwrap();
    let attempt = grid.plane.give(job);
    until("it is given up", || !folder.exists()).await;
    let (next, _) = grid.run(sh("")).await;
    assert_eq!(next.outcome, Outcome::Exited { code: 0 });
    assert!(grid.plane.record(attempt).reports.is_empty());
}

/// Scenario 27: an attempt that was neither finished nor forgotten is one under which the runner died.
#[tokio::test(flavor = "multi_thread")]
async fn a_runner_says_under_which_attempts_it_died() {
    let state = tempfile::tempdir().unwrap();
    let attempt = AttemptId::new();
    let folder = state.path().join("attempts").join(attempt.to_string());
    std::fs::create_dir_all(folder.join("work")).unwrap();
    let engine = Arc::new(ScriptedEngine::new(|_| Ok(Vec::new())));
    let grid = Grid::start_in(Plane::start().await, state, engine, |_| {});
    for hellos in 1..=2 {
        until("it is connected", || {
            grid.plane.lock().hellos.len() == hellos
        })
        .await;
        assert_eq!(grid.plane.lock().hellos[hellos - 1].died, [attempt]);
        grid.plane.hang_up();
    }
    assert!(!folder.exists());
}
