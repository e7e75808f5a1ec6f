//! Kept: the sets that are unpacked on this node, as many bytes as they may take.
//!
//! The least recently used goes first, and never one that somebody has. They survive a restart; the first use in a
//! life looks whether all of a set is still there as it was unpacked.

mod entry;
mod gone;
mod pack_file;
mod room;
#[cfg(test)]
mod tests;

use std::{
    collections::HashMap,
    fs::{self, File},
    io,
    os::unix::fs::DirBuilderExt as _,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError, atomic::AtomicU64},
    time::SystemTime,
};

use rgrid_shared::digest::Digest;

use super::pack::unpack;
use entry::{Entry, Seal};
use gone::{gone, remove};
pub(crate) use pack_file::PackFile;

/// The sets of one node.
#[derive(Debug)]
pub(crate) struct Kept {
    home: PathBuf,
    most: u64,
    sets: Mutex<HashMap<Digest, Entry>>,
    /// How many names were given to what does not stay.
    passed: AtomicU64,
}

impl Kept {
    /// Those that an earlier life left in the folder; what was half done is removed.
    pub(crate) fn open(home: &Path, most: u64) -> io::Result<Self> {
        fs::DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(home)?;
        let mut sets = HashMap::new();
        for found in fs::read_dir(home)? {
            let path = found?.path();
            match Entry::left(&path) {
                Some((key, entry)) => drop(sets.insert(key, entry)),
                None => gone(&path)?,
            }
        }
        let kept = Self {
            home: home.to_owned(),
            most,
            sets: Mutex::new(sets),
            passed: AtomicU64::new(0),
        };
        kept.make_room();
        Ok(kept)
    }

    fn sets(&self) -> MutexGuard<'_, HashMap<Digest, Entry>> {
        self.sets.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The set, when it was looked at before in this life; costs nothing.
    pub(crate) fn at_hand(&self, key: Digest) -> Option<Arc<Path>> {
        let mut sets = self.sets();
        let entry = sets.get_mut(&key).filter(|entry| entry.is_whole)?;
        entry.used = SystemTime::now();
        Some(Arc::clone(&entry.tree))
    }

    /// The set; one that is not as it was unpacked is removed.
    pub(crate) fn find(&self, key: Digest) -> Option<Arc<Path>> {
        if let Some(tree) = self.at_hand(key) {
            return Some(tree);
        }
        let tree = Arc::clone(&self.sets().get(&key)?.tree);
        let is_whole =
            Seal::of(&tree).is_ok_and(|now| Seal::read(&tree).is_ok_and(|then| now == then));
        drop(tree);
        let mut sets = self.sets();
        if is_whole {
            sets.get_mut(&key)?.is_whole = true;
            drop(sets);
            return self.at_hand(key);
        }
        let broken = sets.remove(&key)?;
        drop(sets);
        tracing::warn!(set = %key, "packages on this node are not what was unpacked; they are fetched again");
        remove(&broken);
        None
    }

    /// Unpacks a set and keeps it, unless it is here by now: whoever gave up on it may still have unpacked it.
    pub(crate) fn add(&self, key: Digest, pack: &Path) -> io::Result<Arc<Path>> {
        let new = self.passing("new", key);
        let tree = new.join("tree");
        fs::create_dir_all(&tree)?;
        let bytes = unpack(File::open(pack)?, &tree)
            .and_then(|()| Seal::of(&tree)?.write(&tree))
            .inspect_err(|_| drop(gone(&new)))?;
        let place = self.home.join(key.to_string());
        let mut sets = self.sets();
        if let Some(entry) = sets.get(&key) {
            let tree = Arc::clone(&entry.tree);
            drop(sets);
            gone(&new)?;
            return Ok(tree);
        }
        gone(&place)?;
        fs::rename(&new, &place)?;
        let entry = Entry::new(&place, bytes);
        let tree = Arc::clone(&entry.tree);
        sets.insert(key, entry);
        drop(sets);
        self.make_room();
        Ok(tree)
    }

    /// A file beside the sets, for a pack under way.
    pub(crate) fn pack_file(&self, key: Digest) -> PackFile {
        PackFile(self.passing("pack", key))
    }
}
