//! Where bytes are, and whether they are still the same.

use std::{
    fs, io,
    os::unix::fs::MetadataExt,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};

use crate::exit::{Failure, quote};

/// Where a blob's bytes are.
#[derive(Debug, Clone)]
pub(super) enum Origin {
    /// In a file, which looked like this when it was hashed.
    File(PathBuf, Option<Stamp>),
    /// Nowhere: it is empty.
    Empty,
}

/// What a file looks like from outside; another look means other bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Stamp {
    pub(super) size: u64,
    pub(super) modified: (i64, i64),
    inode: u64,
}

impl Stamp {
    pub(super) fn of(path: &Path) -> io::Result<Self> {
        fs::metadata(path).map(|meta| Self::from(&meta))
    }
}

impl From<&fs::Metadata> for Stamp {
    fn from(meta: &fs::Metadata) -> Self {
        Self {
            size: meta.size(),
            modified: (meta.mtime(), meta.mtime_nsec()),
            inode: meta.ino(),
        }
    }
}

/// The failure for a file that changed under our hands.
pub(super) fn changed(path: &Path) -> Failure {
    Failure::local(format!("{} changed while it was being sent", quote(path)))
        .hint("wait until nothing writes to it, then type it again")
}
