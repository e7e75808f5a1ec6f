//! Room: which sets go, so that the others, or the jobs, have the disk.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::{Arc, atomic::Ordering},
};

use rgrid_shared::digest::Digest;

use super::{Entry, Kept, gone::gone};

impl Kept {
    /// Removes all that nobody has: somebody needs the room. Says how many bytes that were.
    pub(crate) fn let_go(&self) -> u64 {
        let mut sets = self.sets();
        let unused = sets.extract_if(|_, entry| Arc::strong_count(&entry.tree) == 1);
        let unused = unused.map(|(key, entry)| (self.put_aside(key, &entry), entry.bytes));
        let unused: Vec<_> = unused.collect();
        drop(sets);
        unused.into_iter().fold(0, |sum, (place, bytes)| {
            remove(&place);
            sum.saturating_add(bytes)
        })
    }

    /// Lets go the least recently used, until the others take no more than they may.
    pub(super) fn make_room(&self) {
        while let Some(place) = self.next_to_go() {
            remove(&place);
        }
    }

    fn next_to_go(&self) -> Option<PathBuf> {
        let mut sets = self.sets();
        let taken = sets
            .values()
            .fold(0_u64, |sum, entry| sum.saturating_add(entry.bytes));
        let unused = sets
            .iter()
            .filter(|(_, entry)| Arc::strong_count(&entry.tree) == 1);
        let oldest = unused
            .min_by_key(|(_, entry)| entry.used)
            .map(|(key, _)| *key);
        let key = oldest.filter(|_| taken > self.most)?;
        let entry = sets.remove(&key)?;
        Some(self.put_aside(key, &entry))
    }

    /// Moves a set away, under the lock, so that its place is free for another at once.
    fn put_aside(&self, key: Digest, entry: &Entry) -> PathBuf {
        let place = entry.tree.parent().unwrap_or(&entry.tree);
        let aside = self.passing("gone", key);
        match fs::rename(place, &aside) {
            Ok(()) => aside,
            Err(_) => place.to_owned(),
        }
    }

    /// A name beside the sets that nothing else has; what an earlier life left there is removed at the start.
    pub(super) fn passing(&self, kind: &str, key: Digest) -> PathBuf {
        let count = self.passed.fetch_add(1, Ordering::Relaxed);
        self.home.join(format!("{kind}-{key}-{count}"))
    }
}

/// Removes what nobody has any more.
fn remove(place: &Path) {
    if let Err(error) = gone(place) {
        tracing::warn!(%error, "packages that are not needed any more cannot be removed");
    }
}
