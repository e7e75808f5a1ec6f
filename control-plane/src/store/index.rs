//! The index: which keys exist and where their bytes are. In memory for reading, a file per key for good.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io;
use std::path::Path;
use std::sync::{Arc, PoisonError, RwLock};

use s3s::{S3Error, S3Result, s3_error};

use super::files::Files;
use super::held::HeldNames;
use super::layout::Layout;
use super::meta::Meta;
use super::{StoreError, recover};

/// The objects of a bucket, in the order of their keys.
pub(super) type Bucket = BTreeMap<String, Arc<Meta>>;

/// All buckets of one folder. One process has it open at a time.
pub(super) struct Index {
    pub(super) layout: Layout,
    pub(super) files: Files,
    buckets: RwLock<BTreeMap<String, Bucket>>,
    pub(super) held: HeldNames,
    _lock: File,
}

impl Index {
    /// Opens the folder and removes what a crash left.
    pub(super) fn open(root: &Path, files: Files) -> Result<Self, StoreError> {
        let failed = |cause| StoreError::Open {
            root: root.to_owned(),
            cause,
        };
        let layout = Layout::new(root);
        fs::create_dir_all(root).map_err(failed)?;
        let lock = File::create(layout.lock()).map_err(failed)?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(fs::TryLockError::WouldBlock) => return Err(StoreError::Busy(root.to_owned())),
            Err(fs::TryLockError::Error(cause)) => return Err(failed(cause)),
        }
        let buckets = RwLock::new(recover::recover(&layout, &files).map_err(failed)?);
        Ok(Self {
            layout,
            files,
            buckets,
            held: HeldNames::default(),
            _lock: lock,
        })
    }

    /// Makes a bucket; one that exists stays as it is.
    pub(super) fn make_bucket(&self, bucket: &str) -> io::Result<()> {
        if self.read(bucket, |_| ()).is_ok() {
            return Ok(());
        }
        let dir = self.layout.bucket(bucket);
        recover::make_shards(&dir, &self.files)?;
        self.files.sync_parent(&dir)?;
        let mut buckets = self.buckets.write().unwrap_or_else(PoisonError::into_inner);
        buckets.entry(bucket.to_owned()).or_default();
        Ok(())
    }

    /// Looks into a bucket. `look` must be short: writers wait for it.
    pub(super) fn read<T>(&self, bucket: &str, look: impl FnOnce(&Bucket) -> T) -> S3Result<T> {
        let buckets = self.buckets.read().unwrap_or_else(PoisonError::into_inner);
        buckets
            .get(bucket)
            .map(look)
            .ok_or_else(|| s3_error!(NoSuchBucket))
    }

    /// What is known of a key.
    pub(super) fn get(&self, bucket: &str, key: &str) -> S3Result<Arc<Meta>> {
        self.read(bucket, |objects| objects.get(key).cloned())?
            .ok_or_else(no_such_key)
    }

    /// Names of the buckets.
    pub(super) fn bucket_names(&self) -> Vec<String> {
        let buckets = self.buckets.read().unwrap_or_else(PoisonError::into_inner);
        buckets.keys().cloned().collect()
    }

    /// Shows what the disk already holds; answers with what was there before.
    pub(super) fn show(
        &self,
        bucket: &str,
        key: &str,
        meta: Option<Arc<Meta>>,
    ) -> Option<Arc<Meta>> {
        let mut buckets = self.buckets.write().unwrap_or_else(PoisonError::into_inner);
        let objects = buckets.get_mut(bucket)?;
        match meta {
            Some(meta) => objects.insert(key.to_owned(), meta),
            None => objects.remove(key),
        }
    }
}

pub(super) fn no_such_key() -> S3Error {
    s3_error!(NoSuchKey)
}
