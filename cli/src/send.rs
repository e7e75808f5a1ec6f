//! Send: hashing what goes along, and uploading what the server does not have.
//!
//! Owns the bytes on their way up. Does not decide what is sent.

mod given;
mod hash;
mod memory;
mod stamp;
mod stdin;
#[cfg(test)]
mod tests;
mod upload;

use std::collections::{BTreeMap, HashMap, HashSet};

use bytes::Bytes;
use rgrid_shared::{
    digest::Digest,
    spec::{BlobRef, Input},
    wire::blobs::{Base64Bytes, Upload},
};

use crate::{exit::Result, plan::files::Files};
use stamp::{Origin, Stamp};
pub use stdin::spool;
pub use upload::upload;

/// Blobs of this machine, by digest: where their bytes are.
#[derive(Debug, Default)]
pub struct Blobs {
    origins: HashMap<Digest, (u64, Origin)>,
    small: BTreeMap<Digest, Bytes>,
    room: hash::Room,
    memory: memory::Memory,
    /// Files of ours that go when these blobs go.
    held: Vec<tempfile::TempPath>,
}

impl Blobs {
    /// None yet; what earlier commands hashed is remembered in the home folder.
    #[must_use]
    pub fn new() -> Self {
        let memory = crate::profile::home().map(|home| memory::Memory::of(&home));
        Self {
            memory: memory.unwrap_or_default(),
            ..Self::default()
        }
    }

    /// Hashes `files` in parallel and keeps where they are.
    ///
    /// # Errors
    /// When one cannot be read, or changes meanwhile.
    pub fn take(&mut self, files: &Files) -> Result<Vec<Input>> {
        let hashed = hash::all(files, (&self.room, &self.memory))?;
        self.memory.keep();
        let mut inputs = Vec::with_capacity(hashed.len());
        for (input, origin, bytes) in hashed {
            self.origins.insert(input.digest, (input.size, origin));
            if let Some(bytes) = bytes {
                self.small.insert(input.digest, bytes);
            }
            inputs.push(input);
        }
        Ok(inputs)
    }

    /// Takes a file that was hashed already.
    pub fn keep(&mut self, blob: BlobRef, path: &std::path::Path) {
        let origin = Origin::File(path.to_owned(), Stamp::of(path).ok());
        self.origins.insert(blob.digest, (blob.size, origin));
    }

    /// The blobs that ride inside the request.
    #[must_use]
    pub fn inline(&self) -> Vec<Base64Bytes> {
        self.small.values().cloned().map(Base64Bytes).collect()
    }

    /// The files that are neither among `these` nor ride inside the request.
    fn files_besides(&self, these: &[Upload]) -> Vec<BlobRef> {
        let these: HashSet<_> = these.iter().map(|upload| upload.blob.digest).collect();
        let others = self.origins.iter();
        let others = others.filter(|(digest, (_, origin))| {
            let rides = self.small.contains_key(*digest);
            matches!(origin, Origin::File(..)) && !rides && !these.contains(*digest)
        });
        let blob = |(&digest, &(size, _)): (&Digest, &(u64, Origin))| BlobRef { digest, size };
        others.map(blob).collect()
    }

    /// Those of them that have one of these digests.
    #[must_use]
    pub fn inline_of(&self, needed: &HashSet<Digest>) -> Vec<Base64Bytes> {
        let small = self.small.iter();
        let wanted = small.filter(|(digest, _)| needed.contains(*digest));
        wanted
            .map(|(_, bytes)| Base64Bytes(bytes.clone()))
            .collect()
    }

    /// How many bytes there are in all.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.origins
            .values()
            .fold(0, |sum, (size, _)| sum.saturating_add(*size))
    }
}
