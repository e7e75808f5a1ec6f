//! Bringing outputs home, within what a cancelled or lost attempt may still take.

use std::{collections::HashSet, time::Duration};

use rgrid_shared::{digest::Digest, job::Outcome, wire::node::Finished};
use tokio::time::timeout;

use super::{finish::Finisher, stop::Stop};
use crate::stage_out::{Collected, Uploader, UploadsFailed};

/// What a cancelled job's outputs may take to come home.
const CANCELLED_UPLOADS_WITHIN: Duration = Duration::from_secs(30);

impl Finisher<'_> {
    /// Uploads what does not ride along, as long as that is allowed to take.
    pub(super) async fn bring_home(
        &mut self,
        collected: &mut Collected,
        outcome: &mut Outcome,
    ) -> Option<()> {
        if *outcome == Outcome::DiskQuota {
            collected.keep_nothing();
            return Some(());
        }
        let all = collected.artifacts.iter().map(|artifact| artifact.digest);
        let wanted: HashSet<Digest> = all.filter(|d| !collected.inlined.contains(d)).collect();
        let stops = self.stops.clone();
        if *outcome != Outcome::Cancelled {
            let stop = tokio::select! {
                done = self.upload(collected, &wanted) => {
                    if let Err(error) = done {
                        *outcome = Outcome::Internal { message: error.to_string() };
                        collected.keep_inlined();
                    }
                    return Some(());
                }
                stop = stops.ordered() => stop,
            };
            if stop == Stop::Fenced {
                return None;
            }
            *outcome = Outcome::Cancelled;
        }
        let done = tokio::select! {
            done = timeout(CANCELLED_UPLOADS_WITHIN, self.upload(collected, &wanted)) => done,
            () = stops.fenced.cancelled() => return None,
        };
        if !matches!(done, Ok(Ok(()))) {
            collected.keep_inlined();
        }
        Some(())
    }

    async fn upload(
        &mut self,
        collected: &Collected,
        wanted: &HashSet<Digest>,
    ) -> Result<(), UploadsFailed> {
        self.uploader().upload(&collected.artifacts, wanted).await
    }

    /// Uploads blobs that the control plane lacks after all.
    pub(super) async fn upload_again(&mut self, finished: &Finished, missing: Vec<Digest>) {
        let missing = missing.into_iter().collect();
        let done = self.uploader().upload(&finished.artifacts, &missing).await;
        if let Err(error) = done {
            tracing::warn!(attempt.id = %finished.attempt, %error, "blobs are still missing");
        }
    }

    fn uploader(&mut self) -> Uploader<'_> {
        let (client, root) = (&self.context.client, &*self.root);
        Uploader {
            client,
            root,
            desk: &mut self.desk,
        }
    }
}
