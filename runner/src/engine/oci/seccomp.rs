//! Which system calls a sandbox has: the default profile of container engines (`seccomp.NOTICE.md`).

use std::env::consts::ARCH;

use serde_json::{Value, json};

use crate::engine::EngineError;

const PROFILE: &str = include_str!("seccomp.json");

/// The profile in the words of the runtime; all of it is refused but what is listed.
pub(super) fn profile() -> Result<Value, EngineError> {
    let refused = |why: String| EngineError::Failed(format!("no profile of system calls: {why}"));
    let architectures: &[&str] = match ARCH {
        "x86_64" => &["SCMP_ARCH_X86_64", "SCMP_ARCH_X86", "SCMP_ARCH_X32"],
        "aarch64" => &["SCMP_ARCH_AARCH64", "SCMP_ARCH_ARM"],
        other => return Err(refused(format!("none is known for {other}"))),
    };
    let mut profile: Value =
        serde_json::from_str(PROFILE).map_err(|error| refused(error.to_string()))?;
    if let Some(Value::Array(rules)) = profile.get_mut("syscalls") {
        rules.retain(|rule| rule.get("arch").is_none_or(|arch| arch == ARCH));
        for rule in rules.iter_mut().filter_map(Value::as_object_mut) {
            rule.remove("arch");
        }
    }
    if let Some(profile) = profile.as_object_mut() {
        profile.insert("architectures".into(), json!(architectures));
    }
    Ok(profile)
}
