//! Clients: they submit without rest, follow, look, cancel, and at the end read everything.

mod follow;
mod read;
mod submit;
mod upload;

use std::{sync::Arc, time::Duration};

use fastrand::Rng;
use rgrid_shared::id::JobId;
use tokio::{task::JoinSet, time::Instant};

pub(super) use follow::follow;
pub(super) use read::{look, read_all, settle};

use super::{grid::Grid, history::History, plan::Plan, support::pause, work::Work};

/// Clients that submit one job after the other, and that submit batches.
const SINGLES: usize = 5;
const BATCHES: usize = 2;

/// Jobs that come when nothing breaks any more.
const AFTER: usize = 20;
/// How long a submission may go without an answer; no fault lasts as long.
const UNANSWERED: Duration = Duration::from_mins(2);

/// Works until `end`, then until everyone has their answer; gives back the followers, who wait for ends.
pub(super) async fn work(
    grid: Arc<Grid>,
    history: Arc<History>,
    plan: Plan,
    end: Instant,
) -> Vec<JoinSet<()>> {
    let mut clients = JoinSet::new();
    for number in 0..SINGLES + BATCHES {
        clients.spawn(Client::new(&grid, &history, plan, number).work(end));
    }
    clients.join_all().await
}

/// Submits a few jobs to a grid that is whole again: all of them end as they should.
pub(super) async fn work_after(grid: &Arc<Grid>, history: &Arc<History>, plan: Plan) {
    let mut client = Client::new(grid, history, plan, SINGLES + BATCHES);
    for number in 0..AFTER {
        let work = Work::any(format!("after-{number}"), &mut client.rng);
        client
            .submit_one(&Work {
                cancel: false,
                ..work
            })
            .await;
    }
}

/// Submits one job and sends what it needs.
pub(super) async fn submit(grid: &Arc<Grid>, history: &Arc<History>, work: &Work) -> JobId {
    let mut client = Client::new(grid, history, Plan::short(None), 0);
    client.submit_one(work).await.unwrap()
}

/// One client.
struct Client {
    grid: Arc<Grid>,
    history: Arc<History>,
    number: usize,
    rng: Rng,
    followers: JoinSet<()>,
}

impl Client {
    fn new(grid: &Arc<Grid>, history: &Arc<History>, plan: Plan, number: usize) -> Self {
        let seed = plan.seed.wrapping_mul(1_000).wrapping_add(number as u64);
        Self {
            grid: Arc::clone(grid),
            history: Arc::clone(history),
            number,
            rng: Rng::with_seed(seed),
            followers: JoinSet::new(),
        }
    }

    /// Gives back the followers of its jobs, who go on.
    async fn work(mut self, end: Instant) -> JoinSet<()> {
        for round in 0.. {
            if Instant::now() >= end {
                break;
            }
            let name = format!("{}-{round}", self.number);
            if self.number < SINGLES {
                self.one(name).await;
            } else {
                self.submit_batch(&name).await;
                pause(2_000).await;
            }
            pause(self.rng.u64(20..250)).await;
        }
        self.followers
    }

    async fn one(&mut self, name: String) {
        let work = Work::any(name, &mut self.rng);
        let Some(job) = self.submit_one(&work).await else {
            return;
        };
        if self.rng.u8(..3) == 0 {
            let (grid, history) = (Arc::clone(&self.grid), Arc::clone(&self.history));
            let follow = follow(grid, history, self.number, job);
            self.followers.spawn(follow);
        }
        if work.cancel {
            // Whether it was in time is for the history to show.
            pause(self.rng.u64(..600)).await;
            let _ = self.grid.client(self.number).cancel_job(job).await;
        }
    }
}
