//! Small blobs that went to nodes lately, so that a batch's script is read from the store once.

#[cfg(test)]
mod tests;

use std::{
    collections::{BTreeMap, HashMap},
    sync::{Mutex, PoisonError},
};

use bytes::Bytes;

use crate::blob::BlobKey;

/// Most bytes kept.
const CAPACITY: usize = 16 << 20;

/// Small blobs, the least recently used leaving first.
#[derive(Debug, Default)]
pub struct BlobCache(Mutex<Inner>);

#[derive(Debug, Default)]
struct Inner {
    blobs: HashMap<BlobKey, (u64, Bytes)>,
    by_use: BTreeMap<u64, BlobKey>,
    size: usize,
    uses: u64,
}

impl BlobCache {
    /// The bytes of a blob, when they are here.
    #[must_use]
    pub fn get(&self, key: &BlobKey) -> Option<Bytes> {
        let mut inner = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let bytes = inner.blobs.get(key)?.1.clone();
        inner.touch(key);
        Some(bytes)
    }

    /// Keeps the bytes of a blob for a while.
    pub fn put(&self, key: &BlobKey, bytes: Bytes) {
        let mut inner = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if bytes.len() > CAPACITY || inner.blobs.contains_key(key) {
            return;
        }
        inner.size = inner.size.saturating_add(bytes.len());
        inner.blobs.insert(key.clone(), (0, bytes));
        inner.touch(key);
        inner.shrink();
    }
}

impl Inner {
    fn touch(&mut self, key: &BlobKey) {
        self.uses = self.uses.saturating_add(1);
        if let Some(entry) = self.blobs.get_mut(key) {
            self.by_use.remove(&entry.0);
            entry.0 = self.uses;
            self.by_use.insert(self.uses, key.clone());
        }
    }

    fn shrink(&mut self) {
        while self.size > CAPACITY {
            let Some((_, oldest)) = self.by_use.pop_first() else {
                return;
            };
            if let Some((_, bytes)) = self.blobs.remove(&oldest) {
                self.size = self.size.saturating_sub(bytes.len());
            }
        }
    }
}
