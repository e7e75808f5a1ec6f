//! Packs: fetched from the account's store and unpacked, or packed and put there.

#[cfg(test)]
mod tests;

use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use reqwest::{Body, StatusCode};
use rgrid_shared::{
    spec::BlobRef,
    wire::{
        blobs::SignedUrl,
        node::{AboutPackages, KnownPackages, Source},
    },
};
use tokio::fs::File;
use tokio_util::io::ReaderStream;

use super::{Ended, Wanted, internal};
use crate::{
    attempt::limits::NEARLY_FULL,
    backoff::Backoff,
    http::{self, TransferError},
    port::Desk,
    remove::remove_tree,
    sets::{self, PackFile},
    stage_in,
};

/// How often a pack is sent; what does not arrive then is only this node's.
const TRIES: u32 = 3;

/// Why a stored pack does not come.
pub(super) enum Failed {
    /// It is not there, or not what was stored.
    Broken,
    /// Its bytes do not come from where they are said to be.
    Away(TransferError),
    /// The attempt ends.
    Ended(Ended),
}

impl From<TransferError> for Failed {
    fn from(error: TransferError) -> Self {
        match error {
            TransferError::Mismatch | TransferError::Refused(StatusCode::NOT_FOUND) => Self::Broken,
            TransferError::Refused(_) | TransferError::Connection(_) | TransferError::Io(_) => {
                Self::Away(error)
            }
        }
    }
}

impl Wanted<'_> {
    /// Fetches a stored pack and keeps it unpacked.
    pub(super) async fn fetch(&self, pack: BlobRef, get: SignedUrl) -> Result<Arc<Path>, Failed> {
        let ended = |error: io::Error| Failed::Ended(Some(internal(&error)));
        let packed = Arc::new(self.context.sets.kept.pack_file(self.key));
        let mut file = File::create_new(&**packed).await.map_err(ended)?;
        let source = Source::Get(get);
        let filling = stage_in::fill(&self.context.client, &mut file, pack, &source);
        let filled = tokio::select! {
            stop = self.stops.ordered() => return Err(Failed::Ended(stop.outcome())),
            filled = filling => filled,
        };
        drop(file);
        filled?;
        self.keep(&packed).await.map_err(Failed::Ended)
    }

    /// Unpacks it here.
    pub(super) async fn keep(&self, pack: &Arc<PackFile>) -> Result<Arc<Path>, Ended> {
        let (sets, key) = (Arc::clone(&self.context.sets), self.key);
        let (referee, pack) = (Arc::clone(&self.context.referee), Arc::clone(pack));
        self.unless_stopped(move || {
            if referee.has_room(fs::metadata(&**pack)?.len())? {
                return sets.kept.add(key, &pack);
            }
            Err(io::Error::other(NEARLY_FULL))
        })
        .await
    }

    /// Makes one file of what was installed, and leaves nothing else of it.
    pub(super) async fn pack(&self, installed: PathBuf) -> Result<(PackFile, BlobRef), Ended> {
        let (sets, key, all) = (Arc::clone(&self.context.sets), self.key, self.dir.install());
        self.unless_stopped(move || {
            let file = sets.kept.pack_file(key);
            let pack = sets::pack(&installed, &file)?;
            // The job may need the room; what stays is removed with the attempt.
            let _ = remove_tree(&all);
            Ok((file, pack))
        })
        .await
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
