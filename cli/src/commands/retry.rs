//! `rgrid retry`: a job, or what did not succeed of a batch, as a new one.

use clap::Args;
use rgrid_shared::{client::Client, id::BatchId, wire::batches::RetryBatch};

use crate::{
    app::App,
    exit::{Failure, Result},
    failures,
    ids::{self, Which},
    table,
};

/// Flags of `rgrid retry`.
#[derive(Debug, Clone, Args)]
#[command(
    after_help = "It runs with the files that were sent then; `rgrid run` sends changed ones.\n\
    Yesterday's batch: `rgrid list --batches` names it, `rgrid retry BATCH` runs its failed part again."
)]
pub struct RetryArgs {
    /// A job or a batch; without one, the last of this machine
    pub id: Option<String>,
    /// Of a batch only this group, as `rgrid failures` numbers them
    #[arg(long, value_name = "N", conflicts_with = "force")]
    pub group: Option<usize>,
    /// Also a job that has not ended, or the jobs of a batch that succeeded
    #[arg(long)]
    pub force: bool,
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
        let (id, follow) = match which {
            Which::Job(id) if args.group.is_some() => {
                return Err(Failure::usage(format!(
                    "--group is for a batch, and {id} is a job"
                )));
            }
            Which::Job(id) => {
                let made = client.retry_job(id, args.force).await?;
                refuse_missing(made.missing_total.max(made.missing.len()))?;
                if printer.json {
                    printer.document(&made.job)?;
                }
                (made.job.id.to_string(), "logs -f")
            }
            Which::Batch(id) => {
                let made = client
                    .retry_batch(id, &part(&client, id, args).await?)
                    .await?;
                refuse_missing(made.missing_total.max(made.missing.len()))?;
                if printer.json {
                    printer.document(&made.batch)?;
                }
                (made.batch.id.to_string(), "status")
            }
        };
        app.remember(&id);
        if !printer.json {
            printer.line(&id)?;
            printer.note(format_args!(
                "rgrid {follow} {id}    then: rgrid download {id}"
            ));
        }
        Ok(())
    })
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
