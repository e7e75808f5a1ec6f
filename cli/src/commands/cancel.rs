//! `rgrid cancel`: jobs and batches.

use clap::Args;
use rgrid_shared::client::Client;

use crate::{
    app::App,
    exit::{Failure, Result},
    ids::{self, Which},
    printer::Printer,
};

/// Flags of `rgrid cancel`.
#[derive(Debug, Clone, Args)]
pub struct CancelArgs {
    /// Jobs and batches
    #[arg(required = true, value_name = "ID")]
    pub ids: Vec<String>,
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
            let tried = one(&app.printer, &client, which).await;
            if let Some(earlier) = tried.err().and_then(|failure| failed.replace(failure)) {
                app.printer.failure(&earlier);
            }
        }
        failed.map_or(Ok(()), Err)
    })
}

async fn one(printer: &Printer, client: &Client, which: Which) -> Result<()> {
    match which {
        Which::Job(id) => {
            let job = client.cancel_job(id).await?;
            if printer.json {
                return printer.document(&job);
            }
            printer.tell(format_args!(
                "{id} is {}",
                if job.state.is_final() {
                    "cancelled"
                } else {
                    "being cancelled"
                }
            ));
        }
        Which::Batch(id) => {
            let batch = client.cancel_batch(id).await?;
            if printer.json {
                return printer.document(&batch);
            }
            let left = batch.total.saturating_sub(batch.ended());
            printer.tell(format_args!(
                "{id}: {} cancelled, {left} being cancelled",
                batch.cancelled
            ));
        }
    }
    Ok(())
}
