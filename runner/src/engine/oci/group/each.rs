//! Version 1: the same group under every controller, made and limited by us; the runtime inherits it.

use std::{
    fs::{self, File},
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use rgrid_shared::spec::Resources;

use super::end;

/// What a period of processor time is, in microseconds.
const PERIOD_US: u64 = 100_000;
/// The devices that a runtime makes in `/dev`, and the making of others, which takes a capability.
const DEVICES: [&str; 10] = [
    "c *:* m",
    "b *:* m",
    "c 1:3 rwm",
    "c 1:5 rwm",
    "c 1:7 rwm",
    "c 1:8 rwm",
    "c 1:9 rwm",
    "c 5:0 rwm",
    "c 5:2 rwm",
    "c 136:* rwm",
];

/// Makes the group under each controller.
pub(super) fn make(folders: &[PathBuf], resources: &Resources) -> io::Result<()> {
    let mut limited = Vec::new();
    for folder in folders {
        end::make(folder)?;
        if folder.join("cpuset.cpus").exists() {
            inherit_processors(folder)?;
        }
        limited.extend(limit(folder, resources)?);
    }
    for needed in ["pids.max", "memory.limit_in_bytes", "devices.deny"] {
        if !limited.contains(&needed) {
            let words = format!("this machine has no control group with `{needed}`");
            return Err(io::Error::other(words));
        }
    }
    Ok(())
}

/// Writes the limits of the controllers whose first file is there; tells which.
pub(super) fn limit(folder: &Path, resources: &Resources) -> io::Result<Vec<&'static str>> {
    let memory = || resources.memory_bytes.to_string();
    let quota = u64::from(resources.cpu_millis).saturating_mul(PERIOD_US / 1_000);
    let mut limited = Vec::new();
    if write(folder, "memory.limit_in_bytes", [memory()])? {
        limited.push("memory.limit_in_bytes");
        // Memory and swap together: no swap.
        write(folder, "memory.memsw.limit_in_bytes", [memory()])?;
    }
    if write(folder, "cpu.cfs_period_us", [PERIOD_US.to_string()])? {
        write(folder, "cpu.cfs_quota_us", [quota.to_string()])?;
    }
    if write(folder, "pids.max", [resources.pids.to_string()])? {
        limited.push("pids.max");
    }
    if write(folder, "devices.deny", ["a"])? {
        limited.push("devices.deny");
        write(folder, "devices.allow", DEVICES)?;
    }
    Ok(limited)
}

/// Writes each value into a file; says whether it is there.
fn write<const N: usize>(
    folder: &Path,
    file: &str,
    values: [impl AsRef<[u8]>; N],
) -> io::Result<bool> {
    let mut file = match File::options().write(true).open(folder.join(file)) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
        Err(error) => return Err(error),
    };
    for value in values {
        file.write_all(value.as_ref())?;
    }
    Ok(true)
}

/// A new group has no processors and cannot be joined until it is given those of the one above.
fn inherit_processors(folder: &Path) -> io::Result<()> {
    let Some(above) = folder.parent() else {
        return Ok(());
    };
    for file in ["cpuset.cpus", "cpuset.mems"] {
        let has = |folder: &Path| fs::read_to_string(folder.join(file)).unwrap_or_default();
        if has(above).trim().is_empty() && above.join(file).exists() {
            inherit_processors(above)?;
        }
        if has(folder).trim().is_empty() {
            fs::write(folder.join(file), has(above))?;
        }
    }
    Ok(())
}
