//! The limits that are watched from outside: what a job takes of the disk.

use std::{io, sync::Arc, time::Duration};

use tokio::time::{Instant, sleep};

use super::stop::Stop;
use crate::referee::{Place, Verdict};

/// How often the working directory is added up, when that is cheap.
const LOOK_EVERY: Duration = Duration::from_millis(500);
/// Looking takes at most one part in this many of the time.
const SHARE: u32 = 20;
/// What is said of a disk when it was not the command that filled it.
pub(super) const NEARLY_FULL: &str = "the disk of the node is nearly full";
/// How often free space is looked at, which is always cheap.
const GLANCE_EVERY: Duration = Duration::from_millis(200);

/// Waits until the command holds more than it may, or is to leave a disk that is nearly full.
pub(super) async fn over(place: &Place) -> Stop {
    tokio::select! {
        stop = over_quota(place) => stop,
        stop = sent_off(place) => stop,
    }
}

/// Waits until it holds more than it may.
pub(super) async fn over_quota(place: &Place) -> Stop {
    // It was looked at when it began, and what is over the limit by its end is found then.
    sleep(LOOK_EVERY).await;
    loop {
        let started = Instant::now();
        let holder = Arc::clone(&place.holder);
        let looked = tokio::task::spawn_blocking(move || holder.look()).await;
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

/// Waits until it is to leave a disk that is nearly full.
pub(super) async fn sent_off(place: &Place) -> Stop {
    loop {
        tokio::select! {
            verdict = place.sent_off() => return match verdict {
                Verdict::Filled => Stop::DiskQuota,
                Verdict::Unknown => Stop::Broken(NEARLY_FULL.into()),
            },
            () = sleep(GLANCE_EVERY) => {}
        }
        if let Err(error) = place.look().await {
            return Stop::Broken(format!("the disk of the node failed: {error}"));
        }
    }
}
