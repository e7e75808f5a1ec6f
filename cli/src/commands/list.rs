//! `rgrid list`: jobs or batches, newest first.

mod batches;
mod wanted;

use chrono::Utc;
use clap::Args;
use clap_complete::engine::ArgValueCandidates;
use rgrid_shared::{id::BatchId, job::JobState, wire::jobs::Job};

use crate::{app::App, completing, exit::Result, table, values};

/// Flags of `rgrid list`.
#[derive(Debug, Clone, Args)]
#[command(
    before_help = "Examples:\n  rgrid list --state failed --since 2d\n  rgrid list --script train.py -m team=red\n  rgrid list --batches"
)]
pub struct ListArgs {
    /// Only jobs in this state (queued, running, succeeded, failed, `timed_out`, cancelled, …)
    #[arg(long, short, value_name = "STATE", visible_alias = "status")]
    pub state: Option<JobState>,
    /// Only jobs with this label
    #[arg(long, short, value_name = "KEY=VALUE", value_parser = values::pair)]
    pub metadata: Vec<(String, String)>,
    /// Only jobs of this batch
    #[arg(long, value_name = "BATCH", add = ArgValueCandidates::new(completing::batches))]
    pub batch: Option<BatchId>,
    /// Only what was made in the last so long, such as 90m, 12h or 2d
    #[arg(long, value_name = "TIME", value_parser = values::seconds)]
    pub since: Option<u32>,
    /// Only jobs of this script or program, with or without its folder
    #[arg(long, value_name = "NAME")]
    pub script: Option<String>,
    /// Batches instead of jobs
    #[arg(long, conflicts_with_all = ["state", "metadata", "batch", "script"])]
    pub batches: bool,
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
    if args.batches {
        return app.block_on(batches::show(&app.printer, &client, args));
    }
    let page = app.block_on(wanted::pages(&client, args))?;
    if app.printer.json {
        return app.printer.document(&page);
    }
    if app.printer.quiet {
        return page
            .jobs
            .iter()
            .try_for_each(|job| app.printer.line(job.id));
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
        (state, _) if job.reused_from.is_some() => format!("{state} (reused)"),
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
