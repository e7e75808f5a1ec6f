//! The runner as a process of its own, which can be killed and measured.

use std::{path::Path, process::Stdio};

use rgrid_shared::id::AttemptId;
use tokio::process::{Child, Command};

use super::{Kind, Plane, images};

/// The program itself, as a process.
pub(crate) fn runner(plane: &Plane, state: &Path, kind: Kind) -> Child {
    command(plane, state, kind).spawn().unwrap()
}

/// The same, to be started.
pub(crate) fn command(plane: &Plane, state: &Path, kind: Kind) -> Command {
    let config = plane.config(state);
    let mut command = Command::new(env!("CARGO_BIN_EXE_rgrid-runner"));
    command
        .env("RGRID_RUNNER_URL", &config.url)
        .env("RGRID_RUNNER_STATE_DIR", state)
        .env("RGRID_RUNNER_SLOTS", "2")
        .env("RGRID_RUNNER_WARM", "0")
        .env("RGRID_RUNNER_ENGINE", kind.name())
        .env("RGRID_RUNNER_IMAGES_DIR", images())
        .env("RGRID_RUNNER_DISK_FLOOR_BYTES", "0")
        .env("RGRID_RUNNER_ENROL_TOKEN", "enrol")
        .stderr(Stdio::null())
        .kill_on_drop(true);
    command
}

/// The folder of an attempt.
pub(crate) fn folder(state: &Path, attempt: AttemptId) -> std::path::PathBuf {
    state.join("attempts").join(attempt.to_string())
}
