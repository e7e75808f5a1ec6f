//! `rgrid cancel`: jobs and batches.

use clap::Args;
use clap_complete::engine::ArgValueCandidates;
use rgrid_shared::client::Client;

use crate::{
    app::App,
    commands::watching,
    completing,
    exit::{Failure, Result},
    ids::{self, Which},
    printer::Printer,
};

/// Flags of `rgrid cancel`.
#[derive(Debug, Clone, Args)]
#[command(
    before_help = "Examples:\n  rgrid cancel --wait BATCH\n  rgrid list -s queued -q | xargs rgrid cancel"
)]
pub struct CancelArgs {
    /// Jobs and batches
    #[arg(required = true, value_name = "ID", add = ArgValueCandidates::new(completing::live))]
    pub ids: Vec<String>,
    /// Wait until they have ended
    #[arg(long)]
    pub wait: bool,
}

/// Cancels each; the first failure is told after all were tried.
///
/// # Errors
/// As every command; `CONFLICT` when one has ended.
pub fn run(app: &App, args: &CancelArgs) -> Result<()> {
    let all = args
        .ids
        .iter()
        .map(|id| ids::parse(id))
        .collect::<Result<Vec<_>>>()?;
    let client = app.client()?;
    app.block_on(async {
        let mut failed: Option<Failure> = None;
        for which in all {
            let tried = one(&app.printer, &client, which, args.wait).await;
            if let Some(earlier) = tried.err().and_then(|failure| failed.replace(failure)) {
                app.printer.failure(&earlier);
            }
        }
        failed.map_or(Ok(()), Err)
    })
}

async fn one(printer: &Printer, client: &Client, which: Which, wait: bool) -> Result<()> {
    match which {
        Which::Job(id) => {
            let job = client.cancel_job(id).await?;
            let now = if job.state.is_final() {
                "cancelled"
            } else {
                "being cancelled"
            };
            if printer.json {
                printer.document(&job)?;
            } else {
                printer.tell(format_args!("{id} is {now}"));
            }
        }
        Which::Batch(id) => {
            let batch = client.cancel_batch(id).await?;
            let left = batch.total.saturating_sub(batch.ended());
            if printer.json {
                printer.document(&batch)?;
            } else {
                printer.tell(format_args!(
                    "{id}: {} cancelled, {left} being cancelled",
                    batch.cancelled
                ));
            }
        }
    }
    if wait {
        watching::to_the_end(&printer.silent(), client, which, None).await?;
    }
    Ok(())
}
