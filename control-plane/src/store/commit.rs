//! The two changes of the index, each in the order that a power loss cannot hurt.
//!
//! Storing: bytes on the disk under a temporary name → their final name → the name on the disk → the key's index
//! file the same way → shown to readers → the old bytes go. Deleting: the index file goes → on the disk → hidden
//! from readers → the bytes go. Only then is the client told.

use std::io;
use std::path::Path;
use std::sync::Arc;

use s3s::{S3Result, s3_error};

use super::error::io_error;
use super::index::Index;
use super::meta::Meta;

/// What must hold for a store to go ahead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Only {
    /// Nothing.
    Always,
    /// There is no object of that key.
    IfAbsent,
}

impl Index {
    /// Refuses early what a commit would refuse.
    pub(super) fn allow(&self, bucket: &str, key: &str, only: Only) -> S3Result<()> {
        let exists = self.read(bucket, |objects| objects.contains_key(key))?;
        if exists && only == Only::IfAbsent {
            return Err(s3_error!(
                PreconditionFailed,
                "an object of that key exists"
            ));
        }
        Ok(())
    }

    /// Makes the synced file `temp` the bytes of `meta`'s key.
    pub(super) fn commit(&self, bucket: &str, meta: Meta, temp: &Path, only: Only) -> S3Result<()> {
        let _held = self.held.hold(&meta.key);
        self.allow(bucket, &meta.key, only)?;
        let (blob, key) = (self.layout.blob(meta.blob), meta.key.clone());
        self.put_in_place(bucket, &meta, temp, &blob)
            .map_err(|error| {
                // Bytes that nothing names yet; should this fail too, the next start removes them.
                if !self.layout.entry(bucket, &key).exists() {
                    let _ = self.files.remove(&blob);
                }
                io_error(error)
            })?;
        if let Some(old) = self.show(bucket, &key, Some(Arc::new(meta))) {
            self.forget(&old);
        }
        Ok(())
    }

    fn put_in_place(&self, bucket: &str, meta: &Meta, temp: &Path, blob: &Path) -> io::Result<()> {
        self.files.publish(temp, blob)?;
        let text = serde_json::to_vec(meta)?;
        let entry = super::files::Temp(self.layout.temp());
        self.files.write(&entry.0, &text)?;
        self.files
            .publish(&entry.0, &self.layout.entry(bucket, &meta.key))
    }

    /// Removes a key; says whether it was there.
    pub(super) fn delete(&self, bucket: &str, key: &str) -> S3Result<bool> {
        let _held = self.held.hold(key);
        if !self.read(bucket, |objects| objects.contains_key(key))? {
            return Ok(false);
        }
        let entry = self.layout.entry(bucket, key);
        self.files
            .remove(&entry)
            .and_then(|()| self.files.sync_parent(&entry))
            .map_err(io_error)?;
        if let Some(old) = self.show(bucket, key, None) {
            self.forget(&old);
        }
        Ok(true)
    }

    /// Bytes that no key names. Readers that have them open keep them until they are done.
    fn forget(&self, old: &Meta) {
        if let Err(error) = self.files.remove(&self.layout.blob(old.blob)) {
            tracing::warn!(%error, "old bytes could not be removed; the next start tries again");
        }
    }
}
