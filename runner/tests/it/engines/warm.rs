//! The pool: sandboxes that wait, who gets them, and where they go.

use std::sync::Arc;

use rgrid_runner::engine::{Engine, Pool};
use rgrid_shared::{
    job::Outcome,
    spec::{BlobRef, Resources},
    wire::{blobs::SignedUrl, node::Source},
};

use super::restart::sandboxes;
use crate::support::{
    Grid, Kind, Plane, assignment,
    boxes::{boxes, first_processes},
    process::{command, folder},
    sh, until,
    warmed::warm,
};

on_each_maker!(
    a_second_job_finds_a_sandbox_ready_and_nobody_finds_it_used,
    a_sandbox_that_died_while_it_waited_is_given_to_nobody,
    what_an_attempt_does_not_use_goes_with_it,
    what_waits_is_gone_after_a_runner_was_killed_and_after_one_left
);

/// A grid on a pool of this size.
async fn grid(kind: Kind, most: u32) -> (Grid, Arc<Pool>) {
    let (plane, state) = (Plane::start().await, tempfile::tempdir().unwrap());
    // Renewed, and so told of, every three seconds.
    plane.lock().lease_s = 9;
    let maker = kind.maker(state.path()).await;
    let pool = Arc::new(Pool::new(maker, &state.path().join("boxes"), most));
    (Grid::start_in(plane, state, pool.clone(), |_| {}), pool)
}

async fn ready(pool: &Pool) {
    until("one waits", || warm(pool) == 1).await;
}

fn hits(pool: &Pool) -> (u64, u64) {
    let state = pool.pool().unwrap();
    (state.hits, state.misses)
}

async fn left(grid: Grid, kind: Kind) {
    let (plane, state, ended) = grid.leave().await;
    ended.unwrap();
    assert_eq!(sandboxes(&plane, kind).await, 0);
    assert_eq!(boxes(state.path()), 0);
}

/// R-E1: fresh for every job.
async fn a_second_job_finds_a_sandbox_ready_and_nobody_finds_it_used(kind: Kind) {
    let (grid, pool) = grid(kind, 1).await;
    let leaves = || sh("ls -A /tmp /work; echo x > /tmp/left; echo x > left");
    for hit in 0..3 {
        let (finished, record) = grid.run(leaves()).await;
        assert_eq!(finished.outcome, Outcome::Exited { code: 0 }, "{record:?}");
        assert_eq!(finished.artifacts.len(), 1);
        assert_eq!(record.stdout, b"/tmp:\n\n/work:\n", "{record:?}");
        assert_eq!(hits(&pool), (hit, 1));
        ready(&pool).await;
    }
    // With other limits it is another sandbox, and there is room for one only.
    let mut other = sh("true");
    other.resources = Resources {
        memory_bytes: 64 << 20,
        ..Resources::default()
    };
    let (finished, _) = grid.run(other).await;
    assert_eq!(finished.outcome, Outcome::Exited { code: 0 });
    assert_eq!(hits(&pool), (2, 2));
    until("the control plane knows what waits", || {
        grid.plane.lock().condition.pool == pool.pool()
    })
    .await;
    left(grid, kind).await;
}

async fn a_sandbox_that_died_while_it_waited_is_given_to_nobody(kind: Kind) {
    let (grid, pool) = grid(kind, 1).await;
    grid.run(sh("true")).await;
    ready(&pool).await;
    let dead = first_processes(&grid.state.path().join("boxes"));
    for pid in &dead {
        rustix::process::kill_process(*pid, rustix::process::Signal::KILL).unwrap();
    }
    assert_eq!(dead.len(), 1);
    let (finished, record) = grid.run(sh("exit 7")).await;
    assert_eq!(finished.outcome, Outcome::Exited { code: 7 }, "{record:?}");
    ready(&pool).await;
    let (finished, _) = grid.run(sh("exit 8")).await;
    assert_eq!(finished.outcome, Outcome::Exited { code: 8 });
    left(grid, kind).await;
}

async fn what_an_attempt_does_not_use_goes_with_it(kind: Kind) {
    let (grid, pool) = grid(kind, 1).await;
    grid.run(sh("true")).await;
    ready(&pool).await;
    let mut job = assignment(sh("cat"));
    let blob = rgrid_shared::digest::Hasher::default().finish();
    job.spec.stdin = Some(BlobRef {
        digest: blob.0,
        size: 1,
    });
    let url = format!("{}/no/such", grid.plane.lock().base);
    let headers = [].into();
    job.stdin = Some(Source::Get(SignedUrl { url, headers }));
    let attempt = grid.plane.give(job);
    let outcome = grid.finished(attempt).await.outcome;
    assert!(matches!(outcome, Outcome::Inputs { .. }), "{outcome:?}");
    assert_eq!(hits(&pool), (0, 1), "its command did not start");
    left(grid, kind).await;
}

async fn what_waits_is_gone_after_a_runner_was_killed_and_after_one_left(kind: Kind) {
    let plane = Plane::start().await;
    let state = tempfile::tempdir().unwrap();
    let start = || {
        command(&plane, state.path(), kind)
            .env("RGRID_RUNNER_WARM", "1")
            .spawn()
    };
    let mut first = start().unwrap();
    let attempt = plane.give(assignment(sh("exit 4")));
    plane.finished(attempt).await;
    until("one waits", || {
        boxes(state.path()) == 1 && !folder(state.path(), attempt).exists()
    })
    .await;
    first.kill().await.unwrap();
    let mut second = start().unwrap();
    until("it is back", || plane.lock().hellos.len() == 2).await;
    until("nothing waits", || boxes(state.path()) == 0).await;
    let next = plane.give(assignment(sh("exit 4")));
    plane.finished(next).await;
    let pid = rustix::process::Pid::from_raw(second.id().unwrap().cast_signed()).unwrap();
    rustix::process::kill_process(pid, rustix::process::Signal::TERM).unwrap();
    assert!(second.wait().await.unwrap().success());
    assert_eq!(sandboxes(&plane, kind).await, 0);
    assert_eq!(boxes(state.path()), 0);
}
