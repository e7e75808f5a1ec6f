//! What an attempt costs: time × what it had reserved × the rate of the day.
//!
//! Owns the arithmetic, in whole numbers. Does not post money anywhere.

#[cfg(test)]
mod tests;

use chrono::{DateTime, Utc};
use rgrid_shared::money::Micros;

/// What a vCPU-second and a GiB-second cost, in nanos (thousandths of a micro).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    /// From when on.
    pub from_at: DateTime<Utc>,
    /// One vCPU for one second.
    pub vcpu_second_nanos: i64,
    /// One GiB of memory for one second.
    pub gib_second_nanos: i64,
}

/// Milliseconds × thousandths of a vCPU × nanos, in one micro.
const SCALE: u128 = 1_000 * 1_000 * 1_000;
const GIB: u128 = 1 << 30;

impl Rate {
    /// The price of `duration_ms` with these resources, rounded up to a whole micro.
    #[must_use]
    pub fn cost(&self, duration_ms: u64, cpu_millis: u32, memory_bytes: u64) -> Micros {
        let nanos = |rate: i64| u128::try_from(rate).unwrap_or(0);
        let cpu = u128::from(cpu_millis).saturating_mul(nanos(self.vcpu_second_nanos));
        // In thousandths too, so that both have one scale.
        let memory = u128::from(memory_bytes)
            .saturating_mul(1_000)
            .saturating_mul(nanos(self.gib_second_nanos));
        let total = cpu
            .saturating_mul(GIB)
            .saturating_add(memory)
            .saturating_mul(u128::from(duration_ms));
        let micros = total.div_ceil(SCALE.saturating_mul(GIB));
        Micros(i64::try_from(micros).unwrap_or(i64::MAX))
    }
}

/// The rate of a moment: the latest that began before it.
#[must_use]
pub fn rate_at(rates: &[Rate], moment: DateTime<Utc>) -> Option<Rate> {
    let begun = rates.iter().filter(|rate| rate.from_at <= moment);
    begun.max_by_key(|rate| rate.from_at).copied()
}
