//! A runner that meets a control plane of another version.

use std::process::Stdio;

use axum::extract::ws::{CloseFrame, Message};
use rgrid_shared::job::Outcome;
use tokio::process::Command;

use crate::support::{Plane, assignment, sh, until};

/// What a control plane of another version says.
const REFUSAL: &str =
    "this control plane speaks protocol 2, the runner 1; install the same version of both";

/// It says why it does nothing, and works as soon as it is let in.
#[tokio::test(flavor = "multi_thread")]
async fn scenario_37_a_runner_refused_for_its_protocol_says_so_and_tries_on() {
    let plane = Plane::start().await;
    let frame = CloseFrame {
        code: 1008,
        reason: REFUSAL.into(),
    };
    plane
        .lock()
        .greetings
        .push_back(Some(Message::Close(Some(frame))));
    let state = tempfile::tempdir().unwrap();
    let config = plane.config(state.path());
    let mut runner = Command::new(env!("CARGO_BIN_EXE_rgrid-runner"))
        .env("RGRID_RUNNER_URL", &config.url)
        .env("RGRID_RUNNER_STATE_DIR", state.path())
        .env("RGRID_RUNNER_DISK_FLOOR_BYTES", "0")
        .env("RGRID_RUNNER_ENROL_TOKEN", "enrol")
        .stderr(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .unwrap();
    let attempt = plane.give(assignment(sh("exit 3")));
    let finished = plane.finished(attempt).await;
    assert_eq!(finished.outcome, Outcome::Exited { code: 3 });
    let folder = crate::support::process::folder(state.path(), attempt);
    until("nothing is left", || !folder.exists()).await;
    runner.start_kill().unwrap();
    let said = runner.wait_with_output().await.unwrap().stderr;
    let said = String::from_utf8(said).unwrap();
    assert!(said.contains(REFUSAL), "{said}");
}
