//! Waiting: for the end of what was started or cancelled, and exiting as it did.

use clap::Args;
use rgrid_shared::{client::Client, error::exit};

use super::watching;
use crate::{
    attach::verdict as of_a_job,
    exit::{Failure, Result},
    ids::Which,
    printer::Printer,
    values,
};

/// How long is waited, and for what.
#[derive(Debug, Clone, Copy, Default, Args)]
pub struct WaitArgs {
    /// Wait for the end, and exit as the job or batch did
    #[arg(long)]
    pub wait: bool,
    /// Wait at most so long, such as 90s or 10m; then it goes on, and the exit code is 249
    #[arg(long, value_name = "TIME", value_parser = values::seconds)]
    pub timeout: Option<u32>,
}

impl WaitArgs {
    /// Whether the end is waited for.
    #[must_use]
    pub fn waits(&self) -> bool {
        self.wait || self.timeout.is_some()
    }

    /// Waits if that is wanted.
    ///
    /// # Errors
    /// When it did not end well or in time, or the server does not answer.
    pub async fn then(&self, printer: &Printer, client: &Client, which: Which) -> Result<()> {
        if !self.waits() {
            return Ok(());
        }
        watching::to_the_end(printer, client, which, self.timeout).await?;
        verdict(printer, client, which).await
    }
}

/// How it ended, as an exit code.
///
/// # Errors
/// When it did not end well, or the server does not answer.
pub async fn verdict(printer: &Printer, client: &Client, which: Which) -> Result<()> {
    match which {
        Which::Job(id) => of_a_job::end(printer, &client.job(id).await?, ""),
        Which::Batch(id) => {
            let batch = client.batch(id).await?;
            if batch.succeeded == batch.total {
                return Ok(());
            }
            if !printer.json && !printer.quiet {
                let (some, all) = (batch.succeeded, batch.total);
                printer.tell(format_args!("{some} of {all} succeeded"));
                printer.hint(format_args!(
                    "rgrid failures {id}    groups what failed by its error"
                ));
                printer.hint(format_args!(
                    "rgrid retry {id}    runs those again that did not succeed"
                ));
            }
            Err(Failure::ended(exit::SOME_FAILED))
        }
    }
}
