//! Demand: how many sandboxes of a kind jobs took of late, and who of several kinds gets how many.

use std::time::{Duration, Instant};

/// After so long, half of what was asked for is forgotten.
const HALF: Duration = Duration::from_mins(2);
/// Less than this is nothing: the last one of a kind goes some nine minutes after its last job.
const NOTHING: f64 = 0.05;

/// What was asked for, fading.
#[derive(Debug, Clone, Copy)]
pub(super) struct Demand {
    level: f64,
    at: Instant,
}

impl Demand {
    /// Nothing was asked for yet.
    pub(super) fn new(now: Instant) -> Self {
        Self {
            level: 0.0,
            at: now,
        }
    }

    /// A job asks for one; more than `most` are not remembered.
    pub(super) fn asked(&mut self, now: Instant, most: usize) {
        let most = u32::try_from(most).unwrap_or(u32::MAX);
        self.level = (self.level(now) + 1.0).min(f64::from(most));
        self.at = now;
    }

    /// What is left of it.
    pub(super) fn level(&self, now: Instant) -> f64 {
        let age = now.saturating_duration_since(self.at);
        self.level * (-age.as_secs_f64() / HALF.as_secs_f64()).exp2()
    }
}

/// How many of each kind shall wait, at most `most` in all: one for each kind by its demand, then
/// another for each that wants more, and so on.
pub(super) fn wanted(levels: &[f64], most: usize) -> Vec<usize> {
    let mut order: Vec<usize> = (0..levels.len()).collect();
    let level = |kind: &usize| levels.get(*kind).copied().unwrap_or_default();
    order.sort_by(|a, b| level(b).total_cmp(&level(a)));
    let mut wanted = vec![0; levels.len()];
    let mut left = most;
    let mut round: f64 = 0.0;
    loop {
        let before = left;
        for kind in &order {
            let more = level(kind) > round && level(kind) >= NOTHING;
            if let Some(count) = wanted.get_mut(*kind).filter(|_| more && left > 0) {
                *count = usize::saturating_add(*count, 1);
                left = left.saturating_sub(1);
            }
        }
        if left == before {
            return wanted;
        }
        round += 1.0;
    }
}
