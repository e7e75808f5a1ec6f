//! What the runtime tells of a sandbox: that it stands, and how it ended.

use std::{fs, io, path::Path};

use crate::engine::EngineError;

/// The number in a file of the runtime's.
pub(super) fn pid(file: &Path) -> Option<u32> {
    fs::read_to_string(file).ok()?.trim().parse().ok()
}

/// How the runtime's end is that of the first process.
pub(super) fn code(
    status: io::Result<std::process::ExitStatus>,
    bundle: &Path,
) -> Result<u8, EngineError> {
    let failed = |why: &str| EngineError::Failed(format!("the sandbox failed: {why}"));
    let status = status.map_err(|error| failed(&error.to_string()))?;
    if pid(&bundle.join("pid")).is_none() {
        let log = fs::read_to_string(bundle.join("log")).unwrap_or_default();
        return Err(failed(log.trim()));
    }
    let code = status.code().and_then(|code| u8::try_from(code).ok());
    code.ok_or_else(|| failed("its runtime was ended by a signal"))
}
