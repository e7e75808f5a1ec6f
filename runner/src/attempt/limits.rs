//! The limits that are watched from outside: what a job takes of the disk.

use std::{io, os::unix::fs::MetadataExt as _, path::PathBuf, time::Duration};

use rgrid_shared::limits::MAX_ARTIFACTS;
use tokio::time::{Instant, sleep};

use super::stop::Stop;
use crate::{beneath::Root, engine::Sandbox, hidden, state_dir::free_bytes, walk};

/// How often the working directory is added up, when that is cheap.
const LOOK_EVERY: Duration = Duration::from_millis(500);
/// Looking takes at most one part in this many of the time.
const SHARE: u32 = 20;
/// How often free space is looked at, which is always cheap.
const GLANCE_EVERY: Duration = Duration::from_millis(200);
/// Files and folders in the working directory; those that come home and as many again.
const MAX_ENTRIES: u64 = 2 * MAX_ARTIFACTS as u64;

/// What a command may take of the disk.
#[derive(Debug, Clone)]
pub(super) struct Disk {
    /// Its working directory.
    pub(super) work: PathBuf,
    /// Bytes that it may hold.
    pub(super) most: u64,
    /// Bytes that stay free for the node, whoever takes the others.
    pub(super) floor: u64,
}

impl Disk {
    /// Waits until the command holds more than it may, or the node is about to be full.
    pub(super) async fn over(&self, sandbox: &dyn Sandbox) -> Stop {
        tokio::select! {
            stop = self.over_quota(sandbox) => stop,
            stop = self.nearly_full() => stop,
        }
    }

    async fn over_quota(&self, sandbox: &dyn Sandbox) -> Stop {
        loop {
            let started = Instant::now();
            let (disk, processes) = (self.clone(), sandbox.processes());
            let looked = tokio::task::spawn_blocking(move || disk.is_over(&processes)).await;
            match looked.map_err(io::Error::other).flatten() {
                Ok(true) => return Stop::DiskQuota,
                Ok(false) => {}
                Err(error) => {
                    return Stop::Broken(format!("the working directory failed: {error}"));
                }
            }
            sleep(LOOK_EVERY.max(started.elapsed().saturating_mul(SHARE))).await;
        }
    }

    fn is_over(&self, processes: &[u32]) -> io::Result<bool> {
        let hidden = hidden::bytes(processes, self.work.metadata()?.dev());
        let Some(left) = self.most.checked_sub(hidden) else {
            return Ok(true);
        };
        holds_more(&Root::open(&self.work)?, left)
    }

    async fn nearly_full(&self) -> Stop {
        loop {
            sleep(GLANCE_EVERY).await;
            match free_bytes(&self.work) {
                Ok(free) if free >= self.floor => {}
                Ok(_) => return Stop::Broken("the disk of the node is nearly full".into()),
                Err(error) => return Stop::Broken(format!("the disk of the node failed: {error}")),
            }
        }
    }
}

/// Whether a working directory shows more than `bytes`, or more files than any may have.
pub(super) fn holds_more(root: &Root, bytes: u64) -> io::Result<bool> {
    let size = walk::size(root, (bytes, MAX_ENTRIES))?;
    Ok(size.bytes > bytes || size.entries > MAX_ENTRIES || size.too_deep)
}
