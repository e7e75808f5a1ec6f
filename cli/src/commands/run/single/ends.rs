//! The ends that are not the job's own: files that cannot be sent, and a run that was interrupted.

use std::time::Duration;

use rgrid_shared::{error::ErrorCode, id::JobId, wire::blobs::Upload};

use super::Run;
use crate::{
    attach::{
        self, Show,
        leave::{Stage, Subject},
        signals::Signals,
    },
    exit::{Failure, Result},
    send::{self, Blobs},
};

/// How long a cancelled job may take to end before it is left to itself.
const LAST_WORDS: Duration = Duration::from_secs(20);

impl Run<'_> {
    /// Sends what is missing; what cannot be sent is cancelled, since it could never start.
    pub(super) async fn send(
        &self,
        subject: &Subject,
        id: JobId,
        blobs: &Blobs,
        missing: (Vec<Upload>, usize),
    ) -> Result<()> {
        if let Err(failure) = send::upload(self.client, blobs, missing, self.printer).await {
            let cancelled = self.client.cancel_job(id).await.is_ok();
            return Err(subject.given_up(failure, cancelled));
        }
        subject.stage.set(Stage::Running);
        Ok(())
    }

    /// Cancels the job and shows its last words, until it has ended or somebody interrupts again.
    pub(super) async fn cancel(
        &self,
        subject: &Subject,
        id: JobId,
        mut show: Show,
        mut signals: Signals,
    ) -> Result<()> {
        let running = subject.stage.get() == Stage::Running;
        match self.client.cancel_job(id).await {
            // It ended by itself in the meantime.
            Err(error) if error.code() == ErrorCode::Conflict && running => {}
            Err(error) => return Err(Failure::from(error).hint(format!("rgrid cancel {id}"))),
            Ok(_) if !running => return Err(subject.unsent()),
            Ok(_) => {}
        }
        let mut contact = self.contact(subject);
        let rest = attach::follow(self.client, id, &mut show, &mut contact);
        let ended = tokio::select! {
            ended = tokio::time::timeout(LAST_WORDS, rest) => ended,
            _ = signals.next() => return Err(being_cancelled(id)),
        };
        match ended {
            Ok(ended) => self.finish(&ended?, &show.tail()).await,
            Err(_) => Err(being_cancelled(id)),
        }
    }
}

fn being_cancelled(id: JobId) -> Failure {
    Failure::cancelled(format!("{id} is being cancelled")).hint(format!("rgrid status {id}"))
}
