//! Pace: faults and clients take their time, and nothing is concluded from it.

use std::time::Duration;

/// Lets some milliseconds pass.
pub(super) async fn pause(ms: u64) {
    last(Duration::from_millis(ms)).await;
}

/// Lets something last.
pub(super) async fn last(time: Duration) {
    tokio::time::sleep(time).await;
}
