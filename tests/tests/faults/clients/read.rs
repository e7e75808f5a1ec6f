//! Reading: the list again and again while it changes, and everything when all is over.

use std::{sync::Arc, time::Duration};

use futures_util::{StreamExt as _, stream};
use rgrid_shared::{
    client::{Client, ClientError},
    id::JobId,
    wire::{
        jobs::{Job, JobFilter},
        logs::{LogCursor, Stream},
    },
};
use tokio::time::Instant;

use super::super::{
    grid::Grid,
    history::{History, Last, Output, Seen},
    support::pause,
};

/// How many of the newest jobs a look sees.
const NEWEST: u32 = 100;

/// Looks at the newest jobs without rest, through one control plane and the other.
pub(in super::super) async fn look(grid: Arc<Grid>, history: Arc<History>) {
    for number in 0.. {
        let from = Instant::now();
        let filter = JobFilter {
            limit: Some(NEWEST),
            ..JobFilter::default()
        };
        if let Ok(page) = grid.client(number).list_jobs(&filter, &[].into()).await {
            let to = Instant::now();
            let seen = page.jobs.into_iter().map(|job| Seen { from, to, job });
            history.write().seen.extend(seen);
        }
        let asked: Vec<JobId> = {
            let facts = history.write();
            let answers = facts
                .asked
                .values()
                .filter_map(|asked| asked.answers.first());
            answers.copied().collect()
        };
        // Older ones too, a few at a time: those that were lost for a while are among them.
        for _ in 0..asked.len().min(5) {
            let (from, job) = (Instant::now(), asked[fastrand::usize(..asked.len())]);
            if let Ok(job) = grid.client(number).job(job).await {
                history.write().seen.push(Seen {
                    from,
                    to: Instant::now(),
                    job,
                });
            }
        }
        pause(400).await;
    }
}

/// Waits until nothing is live, as long as there is less and less of it, and `patience` more.
pub(in super::super) async fn settle(grid: &Grid, patience: Duration) {
    let client = grid.client(0);
    let (mut fewest, mut deadline) = (usize::MAX, Instant::now());
    loop {
        let jobs = every_job(&client).await;
        let live = jobs.iter().filter(|job| !job.state.is_final()).count();
        if live < fewest {
            (fewest, deadline) = (live, Instant::now() + patience);
        }
        if live == 0 || Instant::now() > deadline {
            return;
        }
        pause(500).await;
    }
}

/// Reads every job of the account to the last byte. Whoever looks on meanwhile sees what comes after.
pub(in super::super) async fn read_all(grid: &Grid, history: &History) {
    let client = grid.client(0);
    let jobs = every_job(&client).await;
    let client = &client;
    let reads = jobs.into_iter().map(|job| async move {
        let last = again(|| last(client, job.id)).await;
        history.write().last.insert(job.id, last);
    });
    stream::iter(reads)
        .buffer_unordered(8)
        .collect::<()>()
        .await;
}

/// Every job, by pages.
async fn every_job(client: &Client) -> Vec<Job> {
    let mut filter = JobFilter {
        limit: Some(1_000),
        ..JobFilter::default()
    };
    let mut jobs = Vec::new();
    loop {
        let page =
            again(|| client.list_jobs(&filter, const { &std::collections::BTreeMap::new() })).await;
        jobs.extend(page.jobs);
        filter.before = page.next;
        if page.next.is_none() {
            return jobs;
        }
    }
}

async fn last(client: &Client, id: JobId) -> Result<Last, ClientError> {
    let job = client.job(id).await?;
    let attempts = client.attempts(id).await?.attempts;
    let artifacts = client.artifacts(id).await?.artifacts;
    let artifacts = artifacts
        .into_iter()
        .map(|artifact| artifact.artifact)
        .collect();
    let mut output = Output::new();
    let mut at = LogCursor::default();
    loop {
        let page = client.logs(id, at).await?;
        for chunk in page.chunks {
            let streams = output.entry(chunk.attempt).or_default();
            streams[usize::from(chunk.stream == Stream::Stderr)].extend(&chunk.data.0);
        }
        if page.end || at == page.next {
            return Ok(Last {
                job,
                attempts,
                output,
                artifacts,
            });
        }
        at = page.next;
    }
}

/// The faults are over: what does not come now does not come.
async fn again<T, F: Future<Output = Result<T, ClientError>>>(question: impl Fn() -> F) -> T {
    for _ in 0..20 {
        if let Ok(answer) = question().await {
            return answer;
        }
        pause(500).await;
    }
    question().await.unwrap()
}
