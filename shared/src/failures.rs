//! Failures: the failed jobs of a batch, grouped by how they failed.
//!
//! Owns what counts as alike and the order of the groups. Reads the ends of logs; prints nothing.

mod signature;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, HashMap};

use futures_util::{StreamExt, TryStreamExt, stream};
pub use signature::Signature;

use crate::{
    client::{Client, ClientError},
    id::{BatchId, JobId},
    job::JobState,
    wire::jobs::{Job, JobFilter},
};

/// How much of the end of a log is looked at.
const TAIL_BYTES: u32 = 4 << 10;
/// How many logs are read at the same time.
const AT_ONCE: usize = 16;

/// Jobs that failed alike, in the order of their items.
#[derive(Debug)]
pub struct Group {
    /// How.
    pub signature: Signature,
    /// The jobs.
    pub jobs: Vec<Job>,
    /// The end of the first one's log.
    pub tail: String,
}

/// The failed jobs of a batch: the largest group first, and of two the one that begins first.
///
/// # Errors
/// When the server refuses or cannot be reached.
pub async fn of_batch(client: &Client, batch: BatchId) -> Result<Vec<Group>, ClientError> {
    let jobs = failed(client, batch).await?;
    let mut read = stream::iter(jobs)
        .map(|job| async move { Ok::<_, ClientError>((tail(client, job.id).await?, job)) })
        .buffered(AT_ONCE);
    let (mut groups, mut places) = (Vec::<Group>::new(), HashMap::new());
    while let Some((tail, job)) = read.try_next().await? {
        let signature = Signature::of(&job, &tail);
        let place = *places.entry(signature.clone()).or_insert(groups.len());
        match groups.get_mut(place) {
            Some(group) => group.jobs.push(job),
            None => groups.push(Group {
                signature,
                jobs: vec![job],
                tail,
            }),
        }
    }
    // A stable sort: what began first stays first.
    groups.sort_by_key(|group| std::cmp::Reverse(group.jobs.len()));
    Ok(groups)
}

/// How a job failed.
///
/// # Errors
/// When the server refuses or cannot be reached.
pub async fn signature(client: &Client, job: &Job) -> Result<Signature, ClientError> {
    Ok(Signature::of(job, &tail(client, job.id).await?))
}

/// The jobs of a batch that failed or timed out, in the order of its items.
async fn failed(client: &Client, batch: BatchId) -> Result<Vec<Job>, ClientError> {
    // The list of an unknown batch would be empty; asking for it says that it is not there.
    client.batch(batch).await?;
    let mut jobs = Vec::new();
    for state in [JobState::Failed, JobState::TimedOut] {
        let mut filter = JobFilter {
            state: Some(state),
            batch: Some(batch),
            limit: Some(1_000),
            ..JobFilter::default()
        };
        loop {
            let page = client.list_jobs(&filter, &BTreeMap::new()).await?;
            let empty = page.jobs.is_empty();
            jobs.extend(page.jobs);
            filter.before = page.next;
            if page.next.is_none() || empty {
                break;
            }
        }
    }
    jobs.sort_by_key(|job| job.index);
    Ok(jobs)
}

/// The end of a job's log, both streams as they came.
async fn tail(client: &Client, id: JobId) -> Result<String, ClientError> {
    let page = client.log_tail(id, TAIL_BYTES).await?;
    let bytes: Vec<u8> = page
        .chunks
        .iter()
        .flat_map(|chunk| chunk.data.0.iter().copied())
        .collect();
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
