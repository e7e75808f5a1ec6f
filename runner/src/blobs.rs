//! Blobs: the bytes of inputs, fetched once by this node for as long as it keeps them.
//!
//! Owns the folder `blobs/`: a file per blob, named by its digest, closed to every job. A job is given a copy, which
//! shares its bytes until somebody writes where the file system can do that. What is kept had its bytes checked and is
//! on the disk itself before it has its name. It is the first to go when the disk has no room.

mod copies;
mod shelf;
#[cfg(test)]
mod tests;

use std::{
    fs, io,
    os::unix::fs::DirBuilderExt as _,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use reqwest::Client;
use rgrid_shared::{digest::Digest, spec::BlobRef, wire::node::Source};
use tokio::fs::File;

use crate::{http::TransferError, stage_in};
use shelf::Shelf;

/// The bytes of inputs.
#[derive(Debug)]
pub(crate) struct Blobs {
    client: Client,
    root: PathBuf,
    /// Nothing is kept that leaves fewer bytes free.
    leaves: u64,
    shelf: Mutex<Shelf>,
}

impl Blobs {
    /// Those kept in `root`, at most `most` bytes of them, while `leaves` bytes stay free.
    pub(crate) fn open(
        client: Client,
        root: PathBuf,
        (most, leaves): (u64, u64),
    ) -> io::Result<Arc<Self>> {
        let mut builder = fs::DirBuilder::new();
        builder.recursive(true).mode(0o700).create(&root)?;
        let mut shelf = Shelf::new(most);
        for entry in fs::read_dir(&root)? {
            let entry = entry?;
            let name = entry.file_name();
            let kept = name.to_str().and_then(|name| name.parse().ok());
            match kept {
                Some(digest) => shelf.add(digest, entry.metadata()?.len()),
                // Half of one.
                None => fs::remove_file(entry.path())?,
            }
        }
        let blobs = Self {
            client,
            root,
            leaves,
            shelf: Mutex::new(shelf),
        };
        blobs.trim();
        Ok(Arc::new(blobs))
    }

    /// Fills an empty file with the blob's bytes, and keeps what came from afar.
    pub(crate) async fn fill(
        self: &Arc<Self>,
        file: &mut File,
        blob: BlobRef,
        source: &Source,
    ) -> Result<(), TransferError> {
        let turn = match source {
            Source::Get(_) if self.shelf().takes(blob.size) => self.shelf().turn(blob.digest),
            Source::Get(_) | Source::Inline(_) => {
                return stage_in::fill(&self.client, file, blob, source).await;
            }
        };
        // Whoever wants the same waits, and then finds it here.
        let turn = turn.lock_owned().await;
        if self.shelf().uses(blob.digest) && self.give(blob, file).await {
            return Ok(());
        }
        stage_in::fill(&self.client, file, blob, source).await?;
        if let Err(error) = Arc::clone(self).keep(blob, file, turn).await {
            tracing::warn!(blob = %blob.digest, %error, "a blob is not kept");
        }
        Ok(())
    }

    /// Where they are.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// Removes all of them: somebody needs the room. Says how many bytes that were.
    pub(crate) fn let_go(&self) -> u64 {
        let mut kept = self.shelf();
        let (held, all) = (kept.bytes(), kept.clear());
        drop(kept);
        self.remove(all);
        held
    }

    /// Removes those that were not used for longest, as long as there are too many bytes.
    fn trim(&self) {
        let excess = self.shelf().excess();
        self.remove(excess);
    }

    fn remove(&self, digests: Vec<Digest>) {
        for digest in digests {
            if let Err(error) = fs::remove_file(self.path(digest)) {
                tracing::warn!(blob = %digest, %error, "a blob cannot be removed");
            }
        }
    }

    fn path(&self, digest: Digest) -> PathBuf {
        self.root.join(digest.to_string())
    }

    fn shelf(&self) -> MutexGuard<'_, Shelf> {
        self.shelf.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
