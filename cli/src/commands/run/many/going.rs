//! Going: a batch that was submitted: its files sent, and what an interrupt does to it.

use rgrid_shared::{client::Client, id::BatchId, wire::blobs::Upload};

use tokio::time::timeout;

use super::{collect::Collect, summary::Summary};
use crate::{
    attach::{
        leave::{Ending, Stage, Subject},
        waits,
    },
    exit::{Failure, Result},
    printer::Printer,
    send::{self, Blobs},
};

/// A batch that was submitted.
pub(super) struct Going<'a> {
    pub(super) client: &'a Client,
    pub(super) printer: &'a Printer,
    pub(super) id: BatchId,
    pub(super) subject: Subject,
}

impl Going<'_> {
    /// Sends what is missing.
    pub(super) async fn send(&self, blobs: &Blobs, missing: (Vec<Upload>, usize)) -> Result<()> {
        if let Err(failure) = send::upload(self.client, blobs, missing, self.printer).await {
            return Err(self.give_up(failure).await);
        }
        self.subject.stage.set(Stage::Running);
        Ok(())
    }

    /// Follows it to its end; who cannot while files are being sent cannot send the rest either.
    pub(super) async fn watch(&self, collect: Collect) -> Result<Summary> {
        match collect.follow(self.client, self.id, &self.subject).await {
            Err(failure) if self.subject.stage.get() == Stage::Sending => {
                Err(self.give_up(failure).await)
            }
            summary => summary.map_err(|failure| self.subject.goes_on(failure)),
        }
    }

    /// Prints the id, and what keeps it from ever starting.
    pub(super) async fn detached(&self) -> Result<()> {
        let (printer, id) = (self.printer, self.id);
        if printer.json {
            printer.document(&serde_json::json!({ "id": id }))?;
        } else {
            printer.line(id)?;
            printer.note(format_args!(
                "rgrid status {id}    then: rgrid download {id}"
            ));
        }
        // Who does not get an answer in time finds it in `rgrid status`.
        if let Ok(Ok(batch)) = timeout(waits::QUIET, self.client.batch(id)).await {
            waits::warn(printer, id, batch.waiting_for.as_ref());
        }
        Ok(())
    }

    /// Cancels what waits for files that do not come.
    async fn give_up(&self, failure: Failure) -> Failure {
        let cancelled = self.client.cancel_batch(self.id).await.is_ok();
        self.subject.given_up(failure, cancelled)
    }

    /// Does `work` until it ends or somebody interrupts.
    pub(super) async fn attend(&self, work: impl Future<Output = Result<()>>) -> Result<()> {
        match self.subject.attend(self.printer, work).await? {
            Ending::Done => Ok(()),
            Ending::Cancel(_) => Err(self.cancel().await?),
        }
    }

    /// Cancels it, and says what it had come to.
    async fn cancel(&self) -> Result<Failure> {
        let id = self.id;
        let batch = self
            .client
            .cancel_batch(id)
            .await
            .map_err(|error| Failure::from(error).hint(format!("rgrid cancel {id}")))?;
        let failure = if self.subject.stage.get() == Stage::Sending {
            self.subject.unsent()
        } else {
            Failure::cancelled(format!(
                "{id} is cancelled; {} of {} jobs had succeeded",
                batch.succeeded, batch.total
            ))
        };
        if batch.succeeded == 0 {
            return Ok(failure);
        }
        Ok(failure.hint(format!("rgrid download {id}    fetches what they made")))
    }
}
