//! Copies: from what is kept to a job's file, and from a job's file to what is kept.
//!
//! The kernel copies; where the file system can, both share their bytes until somebody writes.

use std::{
    fs,
    io::{self, Seek as _},
    os::unix::fs::OpenOptionsExt as _,
    path::{Path, PathBuf},
    sync::Arc,
};

use rgrid_shared::{digest::Hasher, spec::BlobRef};
use tokio::{fs::File, sync::OwnedMutexGuard, task::spawn_blocking};

use super::Blobs;
use crate::{stamp::Stamp, state_dir::free_bytes};

impl Blobs {
    /// Copies what is kept into an empty file; says no when that fails, and leaves it empty.
    pub(super) async fn give(&self, blob: BlobRef, file: &File) -> bool {
        let given = self.copy_to(blob, file).await;
        if let Err(error) = &given {
            tracing::warn!(blob = %blob.digest, %error, "a blob that was kept is fetched");
        }
        given.is_ok()
    }

    async fn copy_to(&self, blob: BlobRef, file: &File) -> io::Result<()> {
        let (kept, mut out) = (
            self.path(blob.digest),
            file.try_clone().await?.into_std().await,
        );
        let seen = self.shelf().seen(blob.digest);
        let copied = spawn_blocking(move || {
            let copied = checked(&kept, blob, seen).and_then(|(mut kept, stamp)| {
                let bytes = io::copy(&mut kept, &mut out)?;
                let is_whole = bytes == blob.size;
                is_whole
                    .then_some(stamp)
                    .ok_or_else(|| io::ErrorKind::UnexpectedEof.into())
            });
            if copied.is_err() {
                out.set_len(0)?;
                out.rewind()?;
            }
            copied
        });
        let stamp = copied.await.map_err(io::Error::other)??;
        self.shelf().saw(blob.digest, stamp);
        Ok(())
    }

    /// Keeps a copy of a file of this machine, as if it had been fetched.
    pub(crate) async fn adopt(self: &Arc<Self>, blob: BlobRef, path: PathBuf) -> io::Result<()> {
        let turn = self.shelf().turn(blob.digest);
        let turn = turn.lock_owned().await;
        if self.shelf().uses(blob.digest) {
            return Ok(());
        }
        let (blobs, new) = (
            Arc::clone(self),
            self.root.join(format!("{}.new", blob.digest)),
        );
        let adopted = spawn_blocking(move || {
            let mut from = fs::File::open(path)?;
            let copy = copy(&mut from, &new)?;
            let mut kept = fs::File::open(&new)?;
            let mut hasher = Hasher::default();
            io::copy(&mut kept, &mut hasher)?;
            if hasher.finish() != (blob.digest, blob.size) {
                fs::remove_file(&new)?;
                return Err(io::Error::other("a file changed while it was copied"));
            }
            copy.sync_all()?;
            fs::rename(&new, blobs.path(blob.digest))?;
            blobs.shelf().add(blob.digest, blob.size);
            drop(turn);
            Ok(())
        });
        adopted.await.map_err(io::Error::other)?
    }

    /// Keeps a copy of a job's file before the job begins; the disk is waited for while it runs.
    pub(super) async fn keep(
        self: Arc<Self>,
        blob: BlobRef,
        file: &File,
        turn: OwnedMutexGuard<()>,
    ) -> io::Result<()> {
        // Twice: the job has its own, and may make as much of it.
        let wanted = blob.size.saturating_mul(2);
        if free_bytes(&self.root)? < self.leaves.saturating_add(wanted) {
            return Ok(());
        }
        let new = self.root.join(format!("{}.new", blob.digest));
        let mut from = file.try_clone().await?.into_std().await;
        let path = new.clone();
        let copied = spawn_blocking(move || {
            from.rewind()?;
            copy(&mut from, &path)
        });
        let copy = copied.await.map_err(io::Error::other)??;
        spawn_blocking(move || {
            let named = copy
                .sync_all()
                .and_then(|()| fs::rename(&new, self.path(blob.digest)));
            if let Err(error) = named {
                tracing::warn!(blob = %blob.digest, %error, "a blob is not kept");
                return;
            }
            self.shelf().add(blob.digest, blob.size);
            self.trim();
            drop(turn);
        });
        Ok(())
    }
}

/// Opens what is kept. Its bytes are hashed when its file does not look as it did when they were looked at last: at the
/// first use in a life, and after anybody touched it.
fn checked(path: &Path, blob: BlobRef, seen: Option<Stamp>) -> io::Result<(fs::File, Stamp)> {
    let mut kept = fs::File::open(path)?;
    let stamp = Stamp::of(&kept.metadata()?);
    if seen != Some(stamp) {
        let mut hasher = Hasher::default();
        io::copy(&mut kept, &mut hasher)?;
        if hasher.finish() != (blob.digest, blob.size) {
            return Err(io::Error::other("its bytes are not those that were kept"));
        }
        kept.rewind()?;
    }
    Ok((kept, stamp))
}

fn copy(from: &mut fs::File, path: &Path) -> io::Result<fs::File> {
    let mut options = fs::OpenOptions::new();
    let mut to = options
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(path)?;
    io::copy(from, &mut to)?;
    Ok(to)
}
