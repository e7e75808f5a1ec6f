//! Going: a batch that was submitted: its files sent, and what an interrupt does to it.

use rgrid_shared::{client::Client, id::BatchId, wire::blobs::Upload};

use super::{collect::Collect, report::Summary};
use crate::{
    attach::leave::{Ending, Stage, Subject},
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
