//! Clients: they submit without rest, follow, look, cancel, and at the end read everything.

mod follow;
mod read;
mod submit;

use std::{sync::Arc, time::Duration};

use fastrand::Rng;
use rgrid_shared::id::JobId;
use tokio::{task::JoinSet, time::Instant};

pub(super) use read::{look, read_all};

use super::{grid::Grid, history::History, plan::Plan, support::pause, work::Work};

/// Clients that submit one job after the other, and that submit batches.
const SINGLES: usize = 5;
const BATCHES: usize = 2;

/// Works until `end`, then until everyone has their answer.
pub(super) async fn work(grid: Arc<Grid>, history: Arc<History>, plan: Plan, end: Instant) {
    let mut clients = JoinSet::new();
    for number in 0..SINGLES + BATCHES {
        let client = Client {
            grid: Arc::clone(&grid),
            history: Arc::clone(&history),
            number,
            rng: Rng::with_seed(plan.seed.wrapping_mul(1_000).wrapping_add(number as u64)),
        };
        clients.spawn(client.work(end, plan.settle));
    }
    while let Some(done) = clients.join_next().await {
        done.unwrap();
    }
}

/// One client.
struct Client {
    grid: Arc<Grid>,
    history: Arc<History>,
    number: usize,
    rng: Rng,
}

impl Client {
    async fn work(mut self, end: Instant, settle: Duration) {
        let mut followers = JoinSet::new();
        for round in 0.. {
            if Instant::now() >= end {
                break;
            }
            let name = format!("{}-{round}", self.number);
            if self.number < SINGLES {
                let work = Work::any(name, &mut self.rng);
                let job = self.submit_one(&work).await;
                if self.rng.u8(..3) == 0 {
                    followers.spawn(follow::follow(
                        Arc::clone(&self.grid),
                        Arc::clone(&self.history),
                        self.number,
                        job,
                    ));
                }
                if work.cancel {
                    self.cancel(job).await;
                }
            } else {
                self.submit_batch(&name).await;
                pause(2_000).await;
            }
            pause(self.rng.u64(20..250)).await;
        }
        // A follower may wait for as long as its job does; at the end of all, whether it heard all is looked at.
        let _ = tokio::time::timeout(settle, async {
            while followers.join_next().await.is_some() {}
        })
        .await;
    }

    /// Cancels after a moment; whether it was in time is for the history to show.
    async fn cancel(&mut self, job: JobId) {
        pause(self.rng.u64(..600)).await;
        let _ = self.grid.client(self.number).cancel_job(job).await;
    }
}
