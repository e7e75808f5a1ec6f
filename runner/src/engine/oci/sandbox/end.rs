//! What the runtime tells of a sandbox: that it stands, and how it ended.

use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

use tokio::time::sleep;

use super::{super::group::Group, running::LOOK_AGAIN};
use crate::engine::{EngineError, Exit, ExitStatus, usage::Cgroup};

/// The number in a file of the runtime's.
pub(super) fn pid(file: &Path) -> Option<u32> {
    fs::read_to_string(file).ok()?.trim().parse().ok()
}

/// Takes the runtime out of the count of the job's processes once the sandbox stands.
pub(super) async fn settle(runtime: Option<u32>, group: Group, file: PathBuf) {
    let Some(runtime) = runtime else { return };
    while file.parent().is_some_and(Path::exists) {
        if pid(&file).is_some() {
            // A runtime that has ended needs no more room.
            let _ = group.leave_to_the_job(runtime);
            return;
        }
        sleep(LOOK_AGAIN).await;
    }
}

/// How the runtime's end is the command's.
pub(super) fn exit(
    status: io::Result<std::process::ExitStatus>,
    bundle: &Path,
    usage: &Mutex<Cgroup>,
) -> Result<Exit, EngineError> {
    let failed = |why: &str| EngineError::Failed(format!("the sandbox failed: {why}"));
    let status = status.map_err(|error| failed(&error.to_string()))?;
    if pid(&bundle.join("pid")).is_none() {
        let log = fs::read_to_string(bundle.join("log")).unwrap_or_default();
        return Err(failed(log.trim()));
    }
    let code = status.code().and_then(|code| u8::try_from(code).ok());
    let code = code.ok_or_else(|| failed("its runtime was ended by a signal"))?;
    let mut usage = usage.lock().unwrap_or_else(PoisonError::into_inner);
    usage.sample();
    Ok(Exit {
        status: ExitStatus::Code(code),
        oom: usage.oom,
        cpu_ms: usage.cpu_ms,
        max_memory_bytes: usage.max_memory_bytes,
    })
}
