//! R-E5: a runner killed in the middle of a job.

use std::process::Stdio;

use bollard::{Docker, query_parameters::ListContainersOptionsBuilder};
use rgrid_shared::id::AttemptId;
use tokio::process::{Child, Command};

use crate::support::{Plane, assignment, sh, until};

/// The program itself, as a process.
pub(super) fn runner(plane: &Plane, state: &std::path::Path) -> Child {
    let config = plane.config(state);
    Command::new(env!("CARGO_BIN_EXE_rgrid-runner"))
        .env("RGRID_RUNNER_URL", &config.url)
        .env("RGRID_RUNNER_STATE_DIR", state)
        .env("RGRID_RUNNER_SLOTS", "2")
        .env("RGRID_RUNNER_DISK_FLOOR_BYTES", "0")
        .env("RGRID_RUNNER_ENROL_TOKEN", "enrol")
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .unwrap()
}

async fn containers(plane: &Plane) -> usize {
    let docker = Docker::connect_with_local_defaults().unwrap();
    let label = format!("rgrid.node={}", plane.lock().node);
    let filters = std::collections::HashMap::from([("label", vec![label])]);
    let options = ListContainersOptionsBuilder::default()
        .all(true)
        .filters(&filters);
    docker
        .list_containers(Some(options.build()))
        .await
        .unwrap()
        .len()
}

/// The folder of an attempt.
pub(super) fn folder(state: &std::path::Path, attempt: AttemptId) -> std::path::PathBuf {
    state.join("attempts").join(attempt.to_string())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_killed_runner_cleans_up_when_it_starts_again_and_works_on() {
    let plane = Plane::start().await;
    let state = tempfile::tempdir().unwrap();
    let mut first = runner(&plane, state.path());
    let attempt = plane.give(assignment(sh("echo up; exec sleep 600")));
    until("it runs", || plane.record(attempt).pos > 0).await;
    first.kill().await.unwrap();
    assert_eq!(containers(&plane).await, 1);
    let mut second = runner(&plane, state.path());
    until("it is back", || plane.lock().hellos.len() == 2).await;
    assert!(
        plane.lock().hellos[1].held.is_empty(),
        "half an attempt is given up"
    );
    let next = plane.give(assignment(sh("exit 4")));
    plane.finished(next).await;
    assert!(!folder(state.path(), attempt).exists());
    until("its folder is gone", || {
        !folder(state.path(), next).exists()
    })
    .await;
    assert_eq!(containers(&plane).await, 0);
    let pid = rustix::process::Pid::from_raw(second.id().unwrap().cast_signed()).unwrap();
    rustix::process::kill_process(pid, rustix::process::Signal::TERM).unwrap();
    assert!(
        second.wait().await.unwrap().success(),
        "and leaves in good order"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_result_kept_by_a_killed_runner_is_reported_with_its_log() {
    let plane = Plane::start().await;
    plane.lock().silent = true;
    let state = tempfile::tempdir().unwrap();
    let mut first = runner(&plane, state.path());
    let attempt = plane.give(assignment(sh("echo out; echo file > f; exit 5")));
    until("it reports", || !plane.record(attempt).reports.is_empty()).await;
    first.kill().await.unwrap();
    {
        let mut plane = plane.lock();
        plane.silent = false;
        plane.records.clear();
    }
    let _second = runner(&plane, state.path());
    let finished = plane.finished(attempt).await;
    assert_eq!(plane.lock().hellos[1].held, [attempt]);
    assert_eq!(
        finished.outcome,
        rgrid_shared::job::Outcome::Exited { code: 5 }
    );
    assert_eq!(plane.record(attempt).stdout, b"out\n");
    assert_eq!(finished.artifacts.len(), 1);
}
