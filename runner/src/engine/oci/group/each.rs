//! Version 1: the same group under every controller, made and limited by us; the runtime inherits it.

use std::{
    fs, io,
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
    for folder in folders {
        end::make(folder)?;
        if folder.join("cpuset.cpus").exists() {
            inherit_processors(folder)?;
        }
        limit(folder, resources)?;
    }
    for needed in ["pids.max", "memory.limit_in_bytes", "devices.deny"] {
        if !folders.iter().any(|folder| folder.join(needed).exists()) {
            let words = format!("this machine has no control group with `{needed}`");
            return Err(io::Error::other(words));
        }
    }
    Ok(())
}

/// Writes the limits whose files are there.
pub(super) fn limit(folder: &Path, resources: &Resources) -> io::Result<()> {
    let memory = resources.memory_bytes.to_string();
    let quota = u64::from(resources.cpu_millis).saturating_mul(PERIOD_US / 1_000);
    let mut wanted = vec![
        ("memory.limit_in_bytes", memory.clone()),
        // Memory and swap together: no swap.
        ("memory.memsw.limit_in_bytes", memory),
        ("cpu.cfs_period_us", PERIOD_US.to_string()),
        ("cpu.cfs_quota_us", quota.to_string()),
        ("pids.max", resources.pids.to_string()),
        ("devices.deny", "a".to_owned()),
    ];
    wanted.extend(DEVICES.map(|device| ("devices.allow", device.to_owned())));
    for (file, value) in wanted {
        let path = folder.join(file);
        if path.exists() {
            fs::write(path, value)?;
        }
    }
    Ok(())
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
