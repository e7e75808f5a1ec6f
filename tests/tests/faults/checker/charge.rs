//! One charge: the price of the accepted attempt, and nothing where none was.

use rgrid_shared::job::{JobState, Reason};

use super::{
    super::history::{Facts, Last},
    Report,
};

/// Nanos of a second of one vCPU and of a GiB, by the first rate table.
const RATES: [u128; 2] = [389, 195];

pub(super) fn check(facts: &Facts, report: Report<'_>) {
    for (job, last) in &facts.last {
        let (charged, price) = (last.job.cost_micros.0, price(last));
        if i128::from(charged) != i128::try_from(price).unwrap() {
            report(format!(
                "{job}: {charged} micros are charged, {price} are due"
            ));
        }
    }
}

/// The price of the accepted attempt's time, rounded up to a whole micro.
fn price(last: &Last) -> u128 {
    let job = &last.job;
    let is_due = job.state == JobState::Succeeded
        || matches!(job.reason, Some(Reason::ExitCode | Reason::Cancelled));
    let ms = u128::from(job.duration_ms.filter(|_| is_due).unwrap_or(0));
    let cpu = (u128::from(job.spec.resources.cpu_millis) * RATES[0]) << 30;
    let memory = u128::from(job.spec.resources.memory_bytes) * 1_000 * RATES[1];
    ((cpu + memory) * ms).div_ceil(1_000_000_000 << 30)
}
