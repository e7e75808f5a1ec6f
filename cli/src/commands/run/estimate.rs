//! Estimate: how long it takes, and what it costs, as the same script did of late.

use std::{collections::BTreeMap, time::Duration};

use rgrid_shared::{
    client::Client,
    job::JobState,
    money::Micros,
    spec::JobSpec,
    wire::jobs::{Job, JobFilter},
};
use serde::Serialize;
use tokio::time::timeout;

use super::RunArgs;
use crate::app::App;

/// How long the server may think about it.
const PATIENCE: Duration = Duration::from_secs(2);
/// How many jobs are looked at.
const LOOKED_AT: u32 = 200;

/// What it will be like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub(super) struct Estimate {
    /// From so many runs.
    pub(super) runs: usize,
    /// One run, in milliseconds.
    pub(super) each_ms: u64,
    /// All of them, as many at a time as are let.
    pub(super) total_ms: u64,
    /// What all of them cost.
    pub(super) cost_micros: Micros,
}

/// Asks the server, if there is one that answers.
pub(super) fn ask(app: &App, args: &RunArgs, spec: &JobSpec, items: usize) -> Option<Estimate> {
    let client = app.client().ok()?;
    let asked = async { Ok(timeout(PATIENCE, past(&client, spec)).await.ok().flatten()) };
    let past = app.block_on(asked).ok()??;
    of(&past, items, u64::from(args.at_a_time()))
}

/// The jobs of the same command that succeeded.
async fn past(client: &Client, spec: &JobSpec) -> Option<Vec<Job>> {
    let filter = JobFilter {
        state: Some(JobState::Succeeded),
        limit: Some(LOOKED_AT),
        ..JobFilter::default()
    };
    let page = client.list_jobs(&filter, &BTreeMap::new()).await.ok()?;
    let same = |job: &Job| job.spec.command == spec.command && job.spec.runtime == spec.runtime;
    Some(page.jobs.into_iter().filter(same).collect())
}

/// The median of them, for so many items.
fn of(past: &[Job], items: usize, parallel: u64) -> Option<Estimate> {
    let mut took: Vec<_> = past.iter().filter_map(|job| job.duration_ms).collect();
    let ran = past.iter().filter(|job| job.reused_from.is_none());
    let mut costs: Vec<_> = ran.map(|job| job.cost_micros.0).collect();
    let (each_ms, each_cost) = (median(&mut took)?, median(&mut costs)?);
    let items = u64::try_from(items).ok()?;
    let rounds = items.div_ceil(parallel.max(1));
    Some(Estimate {
        runs: took.len(),
        each_ms,
        total_ms: each_ms.saturating_mul(rounds),
        cost_micros: Micros(each_cost.saturating_mul(i64::try_from(items).ok()?)),
    })
}

fn median<T: Copy + Ord>(all: &mut [T]) -> Option<T> {
    all.sort_unstable();
    all.get(all.len().checked_div(2)?).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_of_what_was_counts() {
        assert_eq!(median(&mut [3, 1, 2]), Some(2));
        assert_eq!(median::<u8>(&mut []), None);
        assert_eq!(of(&[], 3, 10), None);
    }
}
