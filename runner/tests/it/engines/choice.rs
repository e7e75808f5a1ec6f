//! Which engine a runner takes.

use std::path::Path;

use rgrid_shared::job::Outcome;

use crate::support::{Kind, Plane, assignment, process, sh, until};

/// Where no program is.
const NOWHERE: (&str, &str) = ("PATH", "/nowhere");
const AUTO: (&str, &str) = ("RGRID_RUNNER_ENGINE", "auto");

/// Runs until it is told to go.
const WAIT: &str = "echo up; while [ ! -e go ]; do sleep 0.05; done; exit 3";

/// How many sandboxes there are that Docker did not make, while a job runs and after.
async fn counted(env: &[(&str, &str)]) -> (usize, usize) {
    let plane = Plane::start().await;
    let state = tempfile::tempdir().unwrap();
    let mut command = process::command(&plane, state.path(), Kind::Docker);
    let _runner = command.envs(env.iter().copied()).spawn().unwrap();
    let attempt = plane.give(assignment(sh(WAIT)));
    until("it runs", || plane.record(attempt).pos > 0).await;
    let during = bundles(state.path());
    let folder = process::folder(state.path(), attempt);
    std::fs::write(folder.join("work/go"), "").unwrap();
    let outcome = plane.finished(attempt).await.outcome;
    assert_eq!(outcome, Outcome::Exited { code: 3 });
    until("its folder is gone", || !folder.exists()).await;
    (during, bundles(state.path()))
}

fn bundles(state: &Path) -> usize {
    std::fs::read_dir(state.join("oci/sandboxes")).map_or(0, Iterator::count)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_runner_takes_the_runtime_where_there_is_one_and_docker_elsewhere() {
    let with = usize::from(Kind::Oci.is_here());
    assert_eq!(counted(&[AUTO]).await, (with, 0));
    assert_eq!(counted(&[AUTO, NOWHERE]).await, (0, 0));
    assert_eq!(counted(&[]).await, (0, 0), "as it is told");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_runner_that_shall_have_a_runtime_and_has_none_says_what_is_missing() {
    let plane = Plane::start().await;
    let state = tempfile::tempdir().unwrap();
    let mut command = process::command(&plane, state.path(), Kind::Oci);
    let (name, value) = NOWHERE;
    let ended = command
        .env(name, value)
        .stderr(std::process::Stdio::piped());
    let ended = ended.output().await.unwrap();
    assert!(!ended.status.success());
    let said = String::from_utf8_lossy(&ended.stderr);
    assert!(said.contains("`engine` is `oci`, but"), "{said}");
    assert!(said.contains("auto"), "{said}");
}
