//! Estimate: how long it takes, and what it costs, as the same script did of late.

use std::{collections::BTreeMap, fmt, time::Duration};

use rgrid_shared::{
    client::{Client, ClientError},
    job::JobState,
    money::Micros,
    spec::JobSpec,
    wire::jobs::{Job, JobFilter},
};
use serde::Serialize;
use tokio::time::timeout;

use super::RunArgs;
use crate::{app::App, exit::Result, table};

/// How long the server may think about it.
const PATIENCE: Duration = Duration::from_secs(2);
/// How many jobs are looked at.
const LOOKED_AT: u32 = 200;

/// What it will be like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub(in crate::commands) struct Estimate {
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
    let asked = async { Ok(timeout(PATIENCE, past(&client, spec)).await) };
    let past = app.block_on(asked).ok()?.ok()?.ok()?;
    of(&past, items, u64::from(args.at_a_time()))
}

/// Asks the server; nothing when no run has succeeded yet.
pub(in crate::commands) fn of_past(
    app: &App,
    args: &RunArgs,
    spec: &JobSpec,
    items: usize,
) -> Result<Option<Estimate>> {
    let client = app.client()?;
    let past = app.block_on(async { Ok(past(&client, spec).await?) })?;
    Ok(of(&past, items, u64::from(args.at_a_time())))
}

impl fmt::Display for Estimate {
    /// `about 4.2 s, 0.0012 EUR, as 12 runs of it took 1.1 s each`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let total = table::duration(self.total_ms);
        let (runs, each) = (
            table::count(self.runs, "run"),
            table::duration(self.each_ms),
        );
        let cost = self.cost_micros;
        write!(f, "about {total}, {cost}, as {runs} of it took {each} each")
    }
}

/// The jobs of the same command that succeeded.
async fn past(client: &Client, spec: &JobSpec) -> Result<Vec<Job>, ClientError> {
    let filter = JobFilter {
        state: Some(JobState::Succeeded),
        limit: Some(LOOKED_AT),
        ..JobFilter::default()
    };
    let page = client.list_jobs(&filter, &BTreeMap::new()).await?;
    let same = |job: &Job| job.spec.command == spec.command && job.spec.runtime == spec.runtime;
    Ok(page.jobs.into_iter().filter(same).collect())
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
