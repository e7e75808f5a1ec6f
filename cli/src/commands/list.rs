//! `rgrid list`: jobs, newest first.

use chrono::Utc;
use clap::Args;
use rgrid_shared::{
    client::Client,
    id::{BatchId, JobId},
    job::JobState,
    wire::jobs::{Job, JobFilter, JobPage},
};

use crate::{app::App, exit::Result, table, values};

/// Flags of `rgrid list`.
#[derive(Debug, Clone, Args)]
pub struct ListArgs {
    /// Only jobs in this state (queued, running, succeeded, failed, `timed_out`, cancelled, …)
    #[arg(long, short, value_name = "STATE")]
    pub state: Option<JobState>,
    /// Only jobs with this label
    #[arg(long, short, value_name = "KEY=VALUE", value_parser = values::pair)]
    pub metadata: Vec<(String, String)>,
    /// Only jobs of this batch
    #[arg(long, value_name = "BATCH")]
    pub batch: Option<BatchId>,
    /// At most so many
    #[arg(long, short = 'n', value_name = "N", default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..))]
    pub limit: u32,
}

/// Lists them.
///
/// # Errors
/// As every command.
pub fn run(app: &App, args: &ListArgs) -> Result<()> {
    let client = app.client()?;
    let page = app.block_on(pages(&client, args))?;
    if app.printer.json {
        return app.printer.document(&page);
    }
    if page.jobs.is_empty() {
        app.printer.note("no such jobs");
        return Ok(());
    }
    let rows: Vec<_> = page.jobs.iter().map(row).collect();
    table::print_fitting(
        &app.printer,
        &["JOB", "STATE", "MADE", "TOOK", "COST", "WHAT"],
        rows,
        &["COST", "TOOK"],
    )?;
    if page.next.is_some() {
        app.printer.note(format_args!(
            "there are more; rgrid list -n {}",
            args.limit.saturating_mul(5)
        ));
    }
    Ok(())
}

async fn pages(client: &Client, args: &ListArgs) -> Result<JobPage> {
    let metadata = args.metadata.iter().cloned().collect();
    let mut all = JobPage {
        jobs: Vec::new(),
        next: None,
    };
    let mut before: Option<JobId> = None;
    loop {
        let left = args
            .limit
            .saturating_sub(u32::try_from(all.jobs.len()).unwrap_or(u32::MAX));
        let filter = JobFilter {
            state: args.state,
            batch: args.batch,
            before,
            limit: Some(left.min(1_000)),
        };
        let page = client.list_jobs(&filter, &metadata).await?;
        let empty = page.jobs.is_empty();
        all.jobs.extend(page.jobs);
        all.next = page.next;
        before = all.next;
        let full = all.jobs.len() >= usize::try_from(args.limit).unwrap_or(usize::MAX);
        if full || empty || before.is_none() {
            return Ok(all);
        }
    }
}

fn row(job: &Job) -> Vec<String> {
    let what = match &job.name {
        Some(name) => name.clone(),
        None => job
            .spec
            .command
            .iter()
            .chain(&job.spec.args)
            .cloned()
            .collect::<Vec<_>>()
            .join(" "),
    };
    let state = match (job.state, job.reason) {
        (JobState::Failed, Some(reason)) => format!("failed ({reason})"),
        (state, _) => state.to_string(),
    };
    vec![
        job.id.to_string(),
        state,
        table::ago(job.created_at, Utc::now()),
        job.duration_ms.map(table::duration).unwrap_or_default(),
        if job.state.is_final() {
            job.cost_micros.to_string()
        } else {
            String::new()
        },
        table::plain(&what).chars().take(60).collect(),
    ]
}
