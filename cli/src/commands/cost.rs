//! `rgrid cost`: what jobs have cost, by day, month, script or batch.

use std::collections::BTreeMap;

use chrono::{TimeDelta, Utc};
use clap::{Args, ValueEnum};
use clap_complete::engine::ArgValueCandidates;
use rgrid_shared::{
    client::Client,
    money::Micros,
    wire::jobs::{Job, JobFilter},
};

use crate::{
    app::App,
    completing,
    exit::Result,
    ids::{self, Which},
    table, values,
};

/// Flags of `rgrid cost`.
#[derive(Debug, Clone, Args)]
#[command(
    before_help = "Examples:\n  rgrid cost\n  rgrid cost --since 90d --by script\n  rgrid cost BATCH",
    after_help = "Jobs are counted on the day they were made, in universal time; those that have not ended cost nothing yet."
)]
pub struct CostArgs {
    /// Of this job or batch alone
    #[arg(add = ArgValueCandidates::new(completing::ids), conflicts_with_all = ["since", "by"])]
    pub id: Option<String>,
    /// Of the last so long, such as 12h or 90d [default: 30d]
    #[arg(long, value_name = "TIME", value_parser = values::seconds)]
    pub since: Option<u32>,
    /// What is added up
    #[arg(long, value_enum, default_value_t)]
    pub by: By,
}

/// What is added up.
#[derive(Debug, Clone, Copy, Default, ValueEnum)]
pub enum By {
    /// Each day
    #[default]
    Day,
    /// Each month
    Month,
    /// Each script or program
    Script,
    /// Each batch
    Batch,
}

/// How long ago when nothing is said: 30 days.
const SINCE: u32 = 30 * 86_400;

/// Shows it.
///
/// # Errors
/// As every command.
pub fn run(app: &App, args: &CostArgs) -> Result<()> {
    let client = app.client()?;
    let given = args.id.as_deref().map(ids::parse).transpose()?;
    let rows = app.block_on(async {
        Ok(match given {
            Some(Which::Job(id)) => vec![(id.to_string(), 1, client.job(id).await?.cost_micros.0)],
            Some(Which::Batch(id)) => {
                let batch = client.batch(id).await?;
                vec![(id.to_string(), batch.ended(), batch.cost_micros.0)]
            }
            None => added(&client, args).await?,
        })
    })?;
    let total = rows
        .iter()
        .fold(0_i64, |sum, (_, _, cost)| sum.saturating_add(*cost));
    if app.printer.json {
        let row = |(of, jobs, cost): &(String, u32, i64)| serde_json::json!({ "of": of, "jobs": jobs, "cost_micros": cost });
        let rows: Vec<_> = rows.iter().map(row).collect();
        return app
            .printer
            .document(&serde_json::json!({ "costs": rows, "total_micros": total }));
    }
    let line = |of: &str, jobs: u32, cost| {
        vec![Micros(cost).to_string(), jobs.to_string(), table::plain(of)]
    };
    let jobs = rows
        .iter()
        .fold(0_u32, |sum, (_, jobs, _)| sum.saturating_add(*jobs));
    let mut lines: Vec<_> = rows
        .iter()
        .map(|(of, jobs, cost)| line(of, *jobs, *cost))
        .collect();
    if rows.len() != 1 {
        lines.push(line("total", jobs, total));
    }
    table::print_fitting(&app.printer, &["COST", "JOBS", "OF"], lines, &[])
}

/// The costs of all jobs of the time, added up.
async fn added(client: &Client, args: &CostArgs) -> Result<Vec<(String, u32, i64)>> {
    let (now, most) = (
        Utc::now(),
        TimeDelta::seconds(args.since.unwrap_or(SINCE).into()),
    );
    let mut filter = JobFilter {
        limit: Some(1_000),
        ..JobFilter::default()
    };
    let mut sums: BTreeMap<String, (u32, i64)> = BTreeMap::new();
    loop {
        let page = client.list_jobs(&filter, &BTreeMap::new()).await?;
        let fresh = page
            .jobs
            .iter()
            .take_while(|job| now.signed_duration_since(job.created_at) <= most);
        let mut counted = 0_usize;
        for job in fresh {
            counted = counted.saturating_add(1);
            let (jobs, cost) = sums.entry(key(job, args.by)).or_default();
            *jobs = jobs.saturating_add(1);
            *cost = cost.saturating_add(job.cost_micros.0);
        }
        filter.before = page.next;
        if page.next.is_none() || counted < page.jobs.len() || counted == 0 {
            break;
        }
    }
    let rows = sums.into_iter().map(|(of, (jobs, cost))| (of, jobs, cost));
    Ok(rows.collect())
}

fn key(job: &Job, by: By) -> String {
    match by {
        By::Day => job.created_at.format("%Y-%m-%d").to_string(),
        By::Month => job.created_at.format("%Y-%m").to_string(),
        By::Script => job.spec.command.last().cloned().unwrap_or_default(),
        By::Batch => job
            .batch
            .map_or_else(|| "no batch".to_owned(), |batch| batch.to_string()),
    }
}
