//! Where things are in the store's folder. No part of a path comes from a key.

use std::path::{Path, PathBuf};

use rgrid_shared::digest::Digest;
use uuid::Uuid;

/// Number of folders that blobs and index files are spread over.
const SHARDS: u32 = 256;

/// The paths below one root.
#[derive(Debug, Clone)]
pub(super) struct Layout {
    root: PathBuf,
}

impl Layout {
    pub(super) fn new(root: &Path) -> Self {
        Self {
            root: root.to_owned(),
        }
    }

    /// Held by the process that serves.
    pub(super) fn lock(&self) -> PathBuf {
        self.root.join("lock")
    }

    /// Files that are being written.
    pub(super) fn temps(&self) -> PathBuf {
        self.root.join("tmp")
    }

    /// A new name for a file that is being written.
    pub(super) fn temp(&self) -> PathBuf {
        self.temps().join(Uuid::now_v7().simple().to_string())
    }

    /// The bytes of all objects.
    pub(super) fn blobs(&self) -> PathBuf {
        self.root.join("blobs")
    }

    /// The bytes of one object. The last digits of the id are random, the first are time.
    pub(super) fn blob(&self, id: Uuid) -> PathBuf {
        let name = id.simple().to_string();
        let shard = name.get(name.len().saturating_sub(2)..).unwrap_or_default();
        self.blobs().join(shard).join(&name)
    }

    /// One folder per bucket.
    pub(super) fn buckets(&self) -> PathBuf {
        self.root.join("index")
    }

    /// The index of one bucket. Bucket names are checked before they come here: letters, digits, `.` and `-`.
    pub(super) fn bucket(&self, bucket: &str) -> PathBuf {
        self.buckets().join(bucket)
    }

    /// What is known of one key.
    pub(super) fn entry(&self, bucket: &str, key: &str) -> PathBuf {
        let name = Digest::of(key.as_bytes()).to_string();
        let shard = name.get(..2).unwrap_or_default();
        self.bucket(bucket).join(shard).join(&name)
    }

    /// Multipart uploads that are not complete.
    pub(super) fn uploads(&self) -> PathBuf {
        self.root.join("uploads")
    }

    /// One multipart upload.
    pub(super) fn upload(&self, id: Uuid) -> PathBuf {
        self.uploads().join(id.simple().to_string())
    }

    /// The shards of a folder.
    pub(super) fn shards(parent: &Path) -> impl Iterator<Item = PathBuf> {
        (0..SHARDS).map(move |n| parent.join(format!("{n:02x}")))
    }
}
