//! This machine: does Docker answer, is there room on the disk.

mod docker;

use super::Check;
use crate::{profile, table};
pub(super) use docker::docker;

/// Less free space than this is trouble soon.
const LITTLE: u64 = 2 << 30;

/// The free space where `RGrid` keeps its things.
pub(super) fn disk() -> Check {
    let Ok(home) = profile::home() else {
        return Check::failed("disk", "there is no home folder", "export HOME");
    };
    let there = home.ancestors().find(|path| path.is_dir()).unwrap_or(&home);
    match rustix::fs::statvfs(there) {
        Err(error) => Check::failed("disk", error.to_string(), format!("df {}", there.display())),
        Ok(stat) => {
            let free = stat.f_bavail.saturating_mul(stat.f_frsize);
            let found = format!("{} free in {}", table::size(free), there.display());
            if free < LITTLE {
                return Check::failed(
                    "disk",
                    found,
                    "free some space: docker system prune, or another RGRID_HOME",
                );
            }
            Check::ok("disk", found)
        }
    }
}
