//! Preparing: inputs, standard input and image, at the same time.

use rgrid_shared::{job::Outcome, spec::BlobRef, wire::node::Source};
use tokio::fs::File;

use super::{
    execute::Work,
    limits::{self, NEARLY_FULL},
    stop::Stop,
};
use crate::{
    http::TransferError,
    referee::Place,
    remove::remove_tree,
    stage_in::{self, Known},
};

impl Work<'_> {
    /// Prepares under the eyes of the referee; an error without an outcome has nobody to tell.
    pub(super) async fn stage(&self, place: &Place) -> Result<Known, Option<Outcome>> {
        let prepared = async {
            let known = self.prepare().await?;
            let given = !(self.assignment.inputs.is_empty() && self.assignment.stdin.is_none());
            let staged = place.staged(given).await;
            staged.map(|()| known).map_err(|error| Outcome::Internal {
                message: format!("the working directory failed: {error}"),
            })
        };
        tokio::select! {
            stop = self.stops.ordered() => Err(stop.outcome()),
            stop = limits::over_quota(place) => Err(stop.outcome()),
            stop = limits::sent_off(place) => Err(self.makes_room(stop).await),
            prepared = prepared => prepared.map_err(Some),
        }
    }

    /// Removes what was fetched at once. A job that was only being given its inputs did nothing wrong:
    /// another node may have the room.
    async fn makes_room(&self, stop: Stop) -> Option<Outcome> {
        let work = self.dir.work();
        // What stays is removed with the attempt.
        let _ = tokio::task::spawn_blocking(move || remove_tree(&work)).await;
        if stop == Stop::DiskQuota {
            return Stop::Broken(NEARLY_FULL.into()).outcome();
        }
        stop.outcome()
    }

    /// Inputs and image, at the same time.
    async fn prepare(&self) -> Result<Known, Outcome> {
        let blobs = &self.context.blobs;
        let spec = &self.assignment.spec;
        if spec.inputs.len() != self.assignment.inputs.len() {
            let message = "the assignment names other inputs than the job".into();
            return Err(Outcome::Internal { message });
        }
        let files = spec.inputs.iter().zip(&self.assignment.inputs);
        let inputs = async {
            let known = stage_in::stage_in(blobs, self.root, files).await;
            known.map_err(|error| Outcome::Inputs {
                message: error.to_string(),
            })
        };
        let image = async {
            let prepared = self.context.engine.prepare(&self.assignment.image).await;
            prepared.map_err(|error| self.engine_failed(error))
        };
        let (known, (), ()) = tokio::try_join!(inputs, image, self.fetch_stdin())?;
        Ok(known)
    }

    async fn fetch_stdin(&self) -> Result<(), Outcome> {
        let (Some(blob), Some(source)) = (self.assignment.spec.stdin, &self.assignment.stdin)
        else {
            return Ok(());
        };
        self.fetch(blob, source)
            .await
            .map_err(|error| Outcome::Inputs {
                message: format!("standard input could not be fetched: {error}"),
            })
    }

    async fn fetch(&self, blob: BlobRef, source: &Source) -> Result<(), TransferError> {
        let mut file = File::create_new(self.dir.stdin()).await?;
        self.context.blobs.fill(&mut file, blob, source).await
    }
}
