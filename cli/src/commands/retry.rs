//! `rgrid retry`: a job, or what did not succeed of a batch, as a new one.

use clap::Args;
use clap_complete::engine::ArgValueCandidates;
use rgrid_shared::{client::Client, failures, id::BatchId, wire::batches::RetryBatch};

use crate::{
    app::App,
    commands::waiting::WaitArgs,
    completing,
    exit::{Failure, Result},
    ids::{self, Which},
    printer::Printer,
    table,
};

/// Flags of `rgrid retry`.
#[derive(Debug, Clone, Args)]
#[command(
    before_help = "Examples:\n  rgrid retry BATCH\n  rgrid retry BATCH --group 2 --wait",
    after_help = "It runs with the files that were sent then; `rgrid run` sends changed ones.\n\
    Yesterday's batch: `rgrid list --batches` names it, `rgrid retry BATCH` runs its failed part again."
)]
pub struct RetryArgs {
    /// A job or a batch; without one, the last of this machine
    #[arg(add = ArgValueCandidates::new(completing::ids))]
    pub id: Option<String>,
    /// Of a batch only this group, as `rgrid failures` numbers them
    #[arg(long, value_name = "N", conflicts_with = "force")]
    pub group: Option<usize>,
    /// Also a job that has not ended, or the jobs of a batch that succeeded
    #[arg(long)]
    pub force: bool,
    /// Waiting for its end.
    #[command(flatten)]
    pub wait: WaitArgs,
}

/// Makes it and prints the new id.
///
/// # Errors
/// As every command; `CONFLICT` when there is nothing to try again.
pub fn run(app: &App, args: &RetryArgs) -> Result<()> {
    let which = ids::which(app, args.id.as_deref())?;
    let client = app.client()?;
    let printer = &app.printer;
    app.block_on(async {
        let (made, follow) = again(printer, &client, which, args).await?;
        app.remember(&made.to_string());
        if !printer.json {
            printer.line(made)?;
        }
        printer.note("it runs with the files that were sent then; `rgrid run` sends changed ones");
        if !printer.json && !args.wait.waits() {
            printer.note(format_args!(
                "rgrid {follow} {made}    then: rgrid download {made}"
            ));
        }
        args.wait.then(printer, &client, made).await
    })
}

/// Makes it; says also what comes back to it.
async fn again(
    printer: &Printer,
    client: &Client,
    which: Which,
    args: &RetryArgs,
) -> Result<(Which, &'static str)> {
    match which {
        Which::Job(id) if args.group.is_some() => Err(Failure::usage(format!(
            "--group is for a batch, and {id} is a job"
        ))),
        Which::Job(id) => {
            let made = client.retry_job(id, args.force).await?;
            refuse_missing(made.missing_total.max(made.missing.len()))?;
            if printer.json {
                printer.document(&made.job)?;
            }
            Ok((Which::Job(made.job.id), "logs -f"))
        }
        Which::Batch(id) => {
            let part = part(client, id, args).await?;
            let made = client.retry_batch(id, &part).await?;
            refuse_missing(made.missing_total.max(made.missing.len()))?;
            if printer.json {
                printer.document(&made.batch)?;
            }
            Ok((Which::Batch(made.batch.id), "attach"))
        }
    }
}

/// Which jobs of a batch are meant.
async fn part(client: &Client, id: BatchId, args: &RetryArgs) -> Result<RetryBatch> {
    let Some(number) = args.group else {
        return Ok(RetryBatch {
            all: args.force,
            jobs: None,
        });
    };
    let groups = failures::of_batch(client, id).await?;
    let group = number.checked_sub(1).and_then(|index| groups.get(index));
    let group = group.ok_or_else(|| {
        let count = table::count(groups.len(), "group");
        Failure::usage(format!(
            "{id} has {count} of failures; there is no group {number}"
        ))
        .hint(format!("rgrid failures {id}"))
    })?;
    Ok(RetryBatch {
        all: false,
        jobs: Some(group.jobs.iter().map(|job| job.id).collect()),
    })
}

fn refuse_missing(missing: usize) -> Result<()> {
    if missing == 0 {
        return Ok(());
    }
    Err(Failure::conflict(format!(
        "{} of it not stored any more",
        table::count(missing, "input")
    ))
    .hint("type the `rgrid run` line again"))
}
