//! The limits that are watched from outside: time and disk.

use std::{path::PathBuf, time::Duration};

use rgrid_shared::limits::MAX_ARTIFACTS;
use tokio::time::{Instant, sleep};

use super::stop::Stop;
use crate::{beneath::Root, walk};

/// How often the working directory is added up, when that is cheap.
const LOOK_EVERY: Duration = Duration::from_millis(500);
/// Looking takes at most one part in this many of the time.
const SHARE: u32 = 20;
/// Files and folders in the working directory; those that come home and as many again.
pub(super) const MAX_ENTRIES: u64 = 2 * MAX_ARTIFACTS as u64;

/// Waits until the working directory holds more than `bytes`.
pub(super) async fn over_quota(work: PathBuf, bytes: u64) -> Stop {
    loop {
        let started = Instant::now();
        let path = work.clone();
        let size = tokio::task::spawn_blocking(move || walk::size(&Root::open(&path)?)).await;
        match size {
            Ok(Ok(size)) if is_over(size, bytes) => return Stop::DiskQuota,
            Ok(Ok(_)) => {}
            Ok(Err(error)) => {
                return Stop::Broken(format!("the working directory failed: {error}"));
            }
            Err(error) => return Stop::Broken(error.to_string()),
        }
        sleep(LOOK_EVERY.max(started.elapsed().saturating_mul(SHARE))).await;
    }
}

/// Whether a working directory holds more than it may.
pub(super) fn is_over(size: walk::Size, bytes: u64) -> bool {
    size.bytes > bytes || size.entries > MAX_ENTRIES || size.too_deep
}
