//! The nemesis: one fault after the other, several at a time, as chance has it.

mod fault;
mod happen;

use std::{sync::Arc, time::Duration};

use fastrand::Rng;
use tokio::{task::JoinSet, time::Instant};

pub(super) use fault::Fault;

use super::{grid::Grid, history::History, plan::Plan, support::pause};

/// Harms the grid until `end`, then waits until all is whole again.
pub(super) async fn harm(grid: Arc<Grid>, history: Arc<History>, plan: Plan, end: Instant) {
    let mut rng = Rng::with_seed(plan.seed);
    let mut faults = JoinSet::new();
    // No run without the one fault that fencing is for.
    let mut next = Some(Fault::FENCED);
    while Instant::now() < end {
        let fault = next.take().unwrap_or_else(|| Fault::any(&mut rng));
        let (grid, history) = (Arc::clone(&grid), Arc::clone(&history));
        faults.spawn(async move {
            if fault.happen(&grid).await {
                *history.write().faults.entry(fault.name()).or_default() += 1;
            }
        });
        pause(rng.u64(300..2_200)).await;
    }
    while let Some(done) = faults.join_next().await {
        done.unwrap();
    }
}

/// Starts again what has ended by itself, as a service manager would, until it is dropped.
pub(super) async fn supervise(grid: Arc<Grid>) {
    loop {
        for part in grid.servers.iter().chain(&grid.runners) {
            if let Ok(mut part) = part.try_lock() {
                part.start();
            }
        }
        pause(500).await;
    }
}

/// How long chance lets something last.
fn spell(rng: &mut Rng, most_ms: u64) -> Duration {
    Duration::from_millis(rng.u64(100..most_ms))
}
