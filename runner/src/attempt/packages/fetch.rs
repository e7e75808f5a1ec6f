//! Packs: fetched from the account's store and unpacked, or packed and put there.

use std::{
    io,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use reqwest::Body;
use rgrid_shared::{
    job::Outcome,
    spec::BlobRef,
    wire::{
        blobs::SignedUrl,
        node::{AboutPackages, KnownPackages, Source},
    },
};
use tokio::fs::File;
use tokio_util::io::ReaderStream;

use super::{Ended, Wanted};
use crate::{
    backoff::Backoff,
    http::{self, TransferError},
    port::Desk,
    remove::remove_tree,
    sets, stage_in,
};

/// How often a pack is sent; what does not arrive then is only this node's.
const TRIES: u32 = 3;

/// Why a stored pack does not come.
pub(super) enum Failed {
    /// It is not there, or not what was stored.
    Broken,
    /// The attempt ends.
    Ended(Ended),
}

fn internal(why: &dyn std::fmt::Display) -> Outcome {
    let message = format!("the dependencies could not be put in place: {why}");
    Outcome::Internal { message }
}

impl Wanted<'_> {
    /// Fetches a stored pack and keeps it unpacked.
    pub(super) async fn fetch(&self, pack: BlobRef, get: SignedUrl) -> Result<Arc<Path>, Failed> {
        let ended = |error: io::Error| Failed::Ended(Some(internal(&error)));
        let path = self.context.sets.kept.pack_file(self.key).map_err(ended)?;
        let mut file = File::create_new(&path).await.map_err(ended)?;
        let source = Source::Get(get);
        let filling = stage_in::fill(&self.context.client, &mut file, pack, &source);
        let filled = tokio::select! {
            stop = self.stops.ordered() => return Err(Failed::Ended(stop.outcome())),
            filled = filling => filled,
        };
        drop(file);
        let kept = match filled {
            Ok(()) => self.keep(path.clone()).await.map_err(Failed::Ended),
            Err(TransferError::Mismatch | TransferError::Refused(_)) => Err(Failed::Broken),
            Err(error) => {
                let message = format!("the dependencies could not be fetched: {error}");
                Err(Failed::Ended(Some(Outcome::Inputs { message })))
            }
        };
        let _ = tokio::fs::remove_file(&path).await;
        kept
    }

    /// Unpacks it here.
    pub(super) async fn keep(&self, pack: PathBuf) -> Result<Arc<Path>, Ended> {
        let (sets, key) = (Arc::clone(&self.context.sets), self.key);
        let kept = tokio::task::spawn_blocking(move || sets.kept.add(key, &pack)).await;
        let kept = kept.map_err(io::Error::other).flatten();
        kept.map_err(|error| Some(internal(&error)))
    }

    /// Makes one file of what was installed, and leaves nothing else of it.
    pub(super) async fn pack(&self, installed: PathBuf) -> Result<(PathBuf, BlobRef), Ended> {
        let (sets, key, all) = (Arc::clone(&self.context.sets), self.key, self.dir.install());
        let packed = tokio::task::spawn_blocking(move || {
            let file = sets.kept.pack_file(key)?;
            let pack = sets::pack(&installed, &file)?;
            // The job may need the room; what stays is removed with the attempt.
            let _ = remove_tree(&all);
            Ok((file, pack))
        });
        let packed = packed.await.map_err(io::Error::other).flatten();
        packed.map_err(|error: io::Error| Some(internal(&error)))
    }

    /// Puts the pack into the account's store. That it cannot be is no fault of the job: it has what it needs.
    pub(super) async fn store(
        &self,
        file: &Path,
        pack: BlobRef,
        desk: &mut Desk,
    ) -> Result<(), Ended> {
        let mut backoff = Backoff::new(Duration::from_millis(200), Duration::from_secs(5));
        for _ in 0..TRIES {
            let stored = async {
                self.upload(file, pack, desk).await?;
                let told = AboutPackages::Installed(pack);
                Ok(desk.packages(self.key, told).await)
            };
            let stored: Result<_, TransferError> = tokio::select! {
                stop = self.stops.ordered() => return Err(stop.outcome()),
                stored = stored => stored,
            };
            match stored {
                Ok(KnownPackages::Stored { .. }) => return Ok(()),
                Ok(KnownPackages::Install | KnownPackages::Wait) => {}
                Err(error) => tracing::warn!(%error, "packages could not be stored"),
            }
            tokio::time::sleep(backoff.pause()).await;
        }
        tracing::warn!(set = %self.key, "packages are not stored; another node installs them again");
        Ok(())
    }

    async fn upload(
        &self,
        file: &Path,
        pack: BlobRef,
        desk: &mut Desk,
    ) -> Result<(), TransferError> {
        for upload in desk.request_uploads(vec![pack]).await {
            let bytes = ReaderStream::with_capacity(File::open(file).await?, 256 << 10);
            let body = Body::wrap_stream(bytes);
            http::put(&self.context.client, &upload.put, pack.size, body).await?;
        }
        Ok(())
    }
}
