//! The command that runs on the bed.

use std::ffi::OsString;
use std::os::unix::process::ExitStatusExt;
use std::process::{ExitCode, ExitStatus};

use anyhow::Context;
use rustix::process::{Pid, Signal, kill_process};
use tokio::process::{Child, Command};
use tokio::signal::unix::{SignalKind, signal};

use super::Parts;

/// Runs it to its end. SIGINT and SIGTERM are the command's to answer, so that the bed outlives it.
pub(super) async fn run(words: Vec<OsString>, parts: &Parts<'_>) -> anyhow::Result<ExitCode> {
    let mut words = words.into_iter();
    let program = words.next().context("no command")?;
    let mut command = Command::new(&program);
    // Its database is empty: whatever is compiled on the bed must not look for our tables in it.
    command
        .args(words)
        .env("DATABASE_URL", parts.database)
        .env("SQLX_OFFLINE", "true");
    if let Some(weed) = parts.weed {
        command.envs(weed.environment());
    }
    if let Some(grid) = parts.grid {
        command.env("RGRID_TEST_HOME", grid.home());
    }
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    let mut child = command
        .spawn()
        .with_context(|| format!("{} cannot be run", program.display()))?;
    loop {
        tokio::select! {
            status = child.wait() => return Ok(code(status?)),
            // The terminal has sent it to the command as well.
            _ = interrupt.recv() => {}
            _ = terminate.recv() => pass(&child, Signal::TERM),
        }
    }
}

fn pass(child: &Child, signal: Signal) {
    let pid = child
        .id()
        .and_then(|id| i32::try_from(id).ok())
        .and_then(Pid::from_raw);
    if let Some(pid) = pid {
        // It may just have ended, which the wait sees.
        let _ = kill_process(pid, signal);
    }
}

/// The command's own code; 128 + N where signal N ended it.
fn code(status: ExitStatus) -> ExitCode {
    let by_signal = || status.signal().map(|n| n.saturating_add(128));
    let code = status
        .code()
        .or_else(by_signal)
        .and_then(|n| u8::try_from(n).ok());
    code.map_or(ExitCode::FAILURE, ExitCode::from)
}
