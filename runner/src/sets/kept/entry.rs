//! One set on this disk: its folder, what it takes, and the seal that says how it was when it was unpacked.

use std::{
    fs::{self, File},
    io,
    path::Path,
    sync::Arc,
    time::SystemTime,
};

use rgrid_shared::digest::{Digest, Hasher};
use serde::{Deserialize, Serialize};

use crate::{beneath::Root, sets::pack::found};

/// The file beside the tree.
const SEAL: &str = "seal.json";

/// One set on this disk.
#[derive(Debug)]
pub(super) struct Entry {
    /// The folder that is mounted; others have it too while they use it.
    pub(super) tree: Arc<Path>,
    pub(super) bytes: u64,
    pub(super) used: SystemTime,
    /// Whether it was looked at in this life.
    pub(super) is_whole: bool,
}

impl Entry {
    /// One that was unpacked just now.
    pub(super) fn new(place: &Path, bytes: u64) -> Self {
        Self {
            tree: place.join("tree").into(),
            bytes,
            used: SystemTime::now(),
            is_whole: true,
        }
    }

    /// One of an earlier life; nothing when the place is none or was not finished.
    pub(super) fn left(place: &Path) -> Option<(Digest, Self)> {
        let key = place.file_name()?.to_str()?.parse().ok()?;
        let tree = place.join("tree");
        let seal = Seal::read(&tree).ok()?;
        let used = fs::metadata(place.join(SEAL)).and_then(|meta| meta.modified());
        let mut entry = Self::new(place, seal.bytes);
        (entry.used, entry.is_whole) = (used.ok()?, false);
        Some((key, entry))
    }
}

impl Drop for Entry {
    /// The order of use outlives the runner.
    fn drop(&mut self) {
        let seal = self.tree.parent().map(|place| place.join(SEAL));
        let opened = seal.and_then(|seal| File::options().write(true).open(seal).ok());
        if let Some(seal) = opened {
            let _ = seal.set_modified(self.used);
        }
    }
}

/// How a set looked when it was unpacked: names, kinds, sizes, modes and times of all its files.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Seal {
    files: Digest,
    bytes: u64,
}

impl Seal {
    /// Of the tree as it is.
    pub(super) fn of(tree: &Path) -> io::Result<Self> {
        let mut hasher = Hasher::default();
        let mut bytes = 0_u64;
        for (path, stat) in found(&Root::open(tree)?)? {
            hasher.update(path.as_os_str().as_encoded_bytes());
            // A folder's own size and time are not those of what was put into it.
            let is_folder = rustix::fs::FileType::from_raw_mode(stat.st_mode).is_dir();
            let look = if is_folder {
                [0; 2]
            } else {
                [stat.st_size, stat.st_mtime]
            };
            hasher.update(format!("\0{look:?} {:o}\0", stat.st_mode).as_bytes());
            let taken = u64::try_from(stat.st_blocks)
                .unwrap_or(0)
                .saturating_mul(512);
            bytes = bytes.saturating_add(taken);
        }
        let files = hasher.finish().0;
        Ok(Self { files, bytes })
    }

    /// As it was written beside the tree.
    pub(super) fn read(tree: &Path) -> io::Result<Self> {
        Ok(serde_json::from_slice(&fs::read(
            tree.with_file_name(SEAL),
        )?)?)
    }

    /// Writes it beside the tree; gives the bytes that the tree takes.
    pub(super) fn write(&self, tree: &Path) -> io::Result<u64> {
        fs::write(tree.with_file_name(SEAL), serde_json::to_vec(self)?)?;
        Ok(self.bytes)
    }
}
