//! `rgrid retry`: a job, or what did not succeed of a batch, as a new one.

use clap::Args;
use rgrid_shared::wire::batches::RetryBatch;

use crate::{
    app::App,
    exit::{Failure, Result},
    ids::{self, Which},
    table,
};

/// Flags of `rgrid retry`.
#[derive(Debug, Clone, Args)]
#[command(
    after_help = "It runs with the files that were sent then; `rgrid run` sends changed ones."
)]
pub struct RetryArgs {
    /// A job or a batch; without one, the last of this machine
    pub id: Option<String>,
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
                    .retry_batch(
                        id,
                        &RetryBatch {
                            all: args.force,
                            jobs: None,
                        },
                    )
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
