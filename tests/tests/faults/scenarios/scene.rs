//! A grid of which one thing at a time is broken, and the history of it.

use std::{fs, sync::Arc, time::Duration};

use rgrid_shared::{
    id::JobId,
    wire::{attempts::Attempt, jobs::Job},
};
use tokio::time::{Instant, timeout};

use super::super::{
    checker::violations,
    clients::{follow, read_all, submit},
    grid::Grid,
    history::{Facts, History},
    promise::started,
    support::pause,
    work::{FILE, Work},
};

/// How long a scenario waits for anything.
const PATIENCE: Duration = Duration::from_secs(90);

/// A grid and what is known of it.
pub(super) struct Scene {
    pub(super) grid: Arc<Grid>,
    pub(super) history: Arc<History>,
    following: Vec<tokio::task::JoinHandle<()>>,
}

impl Scene {
    /// Two runners, the first behind the first control plane, the second asleep and behind the second.
    pub(super) async fn start() -> Self {
        Self::with(&[0, 0], 1).await
    }

    /// A runner per clock, of which the first `awake` are started.
    pub(super) async fn with(clocks: &[i32], awake: usize) -> Self {
        Self {
            grid: Arc::new(Grid::with(None, clocks, awake).await),
            history: Arc::default(),
            following: Vec::new(),
        }
    }

    /// Submits a job.
    pub(super) async fn submit(&self, work: &Work) -> JobId {
        submit(&self.grid, &self.history, work).await
    }

    /// Submits a job and waits until a runner has started it.
    pub(super) async fn started(&self, work: &Work) -> JobId {
        let job = self.submit(work).await;
        until("a runner starts it", async || {
            self.starts(&work.label) > 0 && self.job(job).await.started_at.is_some()
        })
        .await;
        job
    }

    /// Follows a job through the second control plane, to its end.
    pub(super) fn follow(&mut self, job: JobId) {
        let (grid, history) = (Arc::clone(&self.grid), Arc::clone(&self.history));
        self.following
            .push(tokio::spawn(follow(grid, history, 1, job)));
    }

    /// How often runners started a job.
    pub(super) fn starts(&self, label: &str) -> usize {
        let lines = started(&fs::read_to_string(self.grid.started()).unwrap_or_default());
        lines.iter().filter(|(of, _)| of == label).count()
    }

    /// The job, as the second control plane has it.
    pub(super) async fn job(&self, job: JobId) -> Job {
        self.grid.client(1).job(job).await.unwrap()
    }

    /// Its attempts.
    pub(super) async fn attempts(&self, job: JobId) -> Vec<Attempt> {
        self.grid.client(1).attempts(job).await.unwrap().attempts
    }

    /// Waits until it has ended.
    pub(super) async fn ended(&self, job: JobId) -> Job {
        until("it ends", async || {
            let now = self.grid.client(1).job(job).await;
            now.is_ok_and(|job| job.state.is_final())
        })
        .await;
        self.job(job).await
    }

    /// What a long absence does: the lease is over, and the connection gets no more work, whatever the holder believes.
    pub(super) async fn let_leases_run_out(&self) {
        let sql = "update nodes set session_id = gen_random_uuid();
            update queue set lease_expires_at = now() - interval '1 s' where state = 'running'";
        self.grid.database.lock().await.ask(sql);
    }

    /// Waits until a runner has nothing left of any attempt.
    pub(super) async fn is_empty(&self, runner: usize) {
        let kept = self.grid.kept(runner);
        until("nothing is left at the runner", async || {
            fs::read_dir(&kept).map_or(0, Iterator::count) == 0
        })
        .await;
    }

    /// Waits until this many commands have written their file at the runners and wait to be told of.
    pub(super) async fn made(&self, files: usize) {
        until("the commands have ended", async || {
            let runners = (0..self.grid.runners.len()).map(|runner| self.grid.kept(runner));
            let attempts = runners.filter_map(|kept| fs::read_dir(kept).ok()).flatten();
            let made = |entry: &fs::DirEntry| entry.path().join("work").join(FILE).exists();
            attempts.flatten().filter(made).count() == files
        })
        .await;
    }

    /// Looks through the history of all that was submitted, followed and started, and ends the grid.
    pub(super) async fn end(self) -> Facts {
        for follower in self.following {
            timeout(PATIENCE, follower).await.unwrap().unwrap();
        }
        read_all(&self.grid, &self.history).await;
        let mut facts = self.history.close();
        facts.started = started(&fs::read_to_string(self.grid.started()).unwrap_or_default());
        assert_eq!(violations(&facts), Vec::<String>::new());
        Arc::into_inner(self.grid).unwrap().stop().await;
        facts
    }
}

/// Waits until something is so.
pub(super) async fn until(what: &str, is_so: impl AsyncFn() -> bool) {
    let deadline = Instant::now() + PATIENCE;
    while !is_so().await {
        assert!(Instant::now() < deadline, "never so: {what}");
        pause(50).await;
    }
}
