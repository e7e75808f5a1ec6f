//! Quiet: when a sandbox may be made for later without taking processor time from jobs that run.

use std::{fs, time::Duration};

use tokio::time::{Instant, sleep};

use super::Inner;

/// A job that just started has the processors for itself.
const AFTER_A_START: Duration = Duration::from_millis(50);
/// How often it is looked.
const LOOK_AGAIN: Duration = Duration::from_millis(25);
/// It is never put off for longer, or a machine that is always busy would have no pool.
const AT_MOST: Duration = Duration::from_secs(1);

/// Waits for a quiet moment.
pub(super) async fn quiet(inner: &Inner) {
    let deadline = Instant::now().checked_add(AT_MOST);
    while deadline.is_some_and(|deadline| Instant::now() < deadline) {
        let asked = inner.hold().asked;
        let just = asked.is_some_and(|asked| asked.elapsed() < AFTER_A_START);
        let loads = || fs::read_to_string("/proc/loadavg").unwrap_or_default();
        if !just && !is_busy(&loads()) {
            return;
        }
        sleep(LOOK_AGAIN).await;
    }
}

/// Whether every processor has something to do, by the fourth number of `/proc/loadavg`: what runs now,
/// and one of those is us.
pub(super) fn is_busy(loads: &str) -> bool {
    let running = loads
        .split(' ')
        .nth(3)
        .and_then(|both| both.split('/').next());
    let running: usize = running.and_then(|number| number.parse().ok()).unwrap_or(0);
    let processors = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    running > processors
}
