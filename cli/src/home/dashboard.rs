//! What the dashboard downloads: to the same places as `rgrid download`, whole or not at all.

use std::{path::PathBuf, time::Duration};

use rgrid_shared::{
    client::{self, Http},
    spec::BlobRef,
    wire::{artifacts::ArtifactUrl, jobs::Job},
};
use rgrid_tui::BoxFuture;

use super::{beneath::Landing, is_same};
use crate::{
    exit::{Failure, Result},
    plan::batch::{no_folders, own_folder},
};

/// Where the outputs of batches go.
const OUTPUTS: &str = "outputs";

/// Puts files of jobs below folders.
pub struct Downloads(Http);

impl Default for Downloads {
    fn default() -> Self {
        Self(Http::new(Duration::from_mins(1)))
    }
}

impl Downloads {
    async fn one(
        &self,
        folder: PathBuf,
        file: &ArtifactUrl,
        progress: &(dyn Fn(u64) + Send + Sync),
    ) -> Result<()> {
        let artifact = &file.artifact;
        let place = folder.join(&artifact.path);
        if is_same(&place, artifact.size, artifact.digest) {
            progress(artifact.size);
            return Ok(());
        }
        // Nobody was asked whether another file may go.
        if place.symlink_metadata().is_ok() {
            let shown = crate::exit::quote(&place);
            return Err(Failure::local(format!(
                "{shown} is here already, and it is another file; it was kept"
            )));
        }
        let (landing, local) = Landing::open(&folder, &artifact.path)?;
        let mut out = tokio::fs::File::from_std(local);
        let blob = BlobRef {
            digest: artifact.digest,
            size: artifact.size,
        };
        client::get_blob(&self.0, &file.get, blob, &mut out, progress)
            .await
            .map_err(|error| Failure::transfer("fetch", &place, error))?;
        landing.land(&out.into_std().await, artifact.executable)
    }
}

impl rgrid_tui::Home for Downloads {
    fn folders(&self, jobs: &[Job]) -> Vec<PathBuf> {
        let mut taken = no_folders();
        let name = |job: &Job| own_folder(job.name.as_deref().unwrap_or("item"), &mut taken);
        let names = jobs.iter().map(name);
        names
            .map(|name| PathBuf::from(OUTPUTS).join(name))
            .collect()
    }

    fn land<'a>(
        &'a self,
        folder: PathBuf,
        file: &'a ArtifactUrl,
        progress: &'a (dyn Fn(u64) + Send + Sync),
    ) -> BoxFuture<'a, Result<(), String>> {
        Box::pin(async move {
            let done = self.one(folder, file, progress).await;
            done.map_err(|failure| failure.message)
        })
    }
}
