//! Memory: the digests of large files, so that one that nobody touched is not read again.
//!
//! Owns the file `hashes.json` in the home folder. What it does not have, or cannot keep, is hashed as ever. A file
//! that was written a moment ago is not remembered: another write in the same tick of its clock would not show.

#[cfg(test)]
mod tests;

use std::{
    collections::HashMap,
    fs,
    io::Write as _,
    os::unix::fs::{MetadataExt as _, OpenOptionsExt as _},
    path::{Path, PathBuf},
    sync::{Mutex, OnceLock, PoisonError},
    time::{Duration, SystemTime},
};

use rgrid_shared::digest::Digest;
use serde::{Deserialize, Serialize};

use super::stamp::Stamp;

/// How many files are remembered.
const MOST: usize = 10_000;
/// How long a file must have been left alone.
const SETTLED: Duration = Duration::from_secs(2);

/// What a file looked like: as long as it does, its bytes are the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Look {
    stamp: Stamp,
    changed: (i64, i64),
    device: u64,
}

impl From<&fs::Metadata> for Look {
    fn from(meta: &fs::Metadata) -> Self {
        Self {
            stamp: Stamp::from(meta),
            changed: (meta.ctime(), meta.ctime_nsec()),
            device: meta.dev(),
        }
    }
}

type Seen = HashMap<PathBuf, (Look, Digest)>;

/// Digests of files by their paths.
#[derive(Debug, Default)]
pub(super) struct Memory {
    /// Nowhere: nothing is remembered.
    file: Option<PathBuf>,
    /// Read when the first large file is met.
    known: OnceLock<Seen>,
    learnt: Mutex<Seen>,
}

impl Memory {
    /// What is remembered in `home`.
    pub(super) fn of(home: &Path) -> Self {
        Self {
            file: Some(home.join("hashes.json")),
            ..Self::default()
        }
    }

    /// The digest of a file that looks as it did when it was hashed.
    pub(super) fn recall(&self, path: &Path, look: Look) -> Option<Digest> {
        let path = std::path::absolute(path).ok()?;
        let (then, digest) = self.known().get(&path)?;
        (*then == look).then_some(*digest)
    }

    /// Remembers a digest, when the file has been left alone for a while at `now`.
    pub(super) fn learn(&self, path: &Path, look: Look, digest: Digest, now: SystemTime) {
        let since = now.duration_since(SystemTime::UNIX_EPOCH);
        let now = since.map_or(0, |since| since.saturating_sub(SETTLED).as_secs());
        let touched = look.changed.0.max(look.stamp.modified.0);
        let settled = u64::try_from(touched).is_ok_and(|touched| touched < now);
        if let Ok(path) = std::path::absolute(path)
            && settled
        {
            self.learnt().insert(path, (look, digest));
        }
    }

    /// Writes down what was learnt; a machine that cannot loses only time.
    pub(super) fn keep(&self) {
        let mut all = std::mem::take(&mut *self.learnt());
        if all.is_empty() {
            return;
        }
        for (path, seen) in self.known() {
            if all.len() < MOST {
                all.entry(path.clone()).or_insert(*seen);
            }
        }
        if let Some(file) = &self.file {
            let _only_time = write(file, &all);
        }
    }

    fn known(&self) -> &Seen {
        self.known.get_or_init(|| {
            let text = self.file.as_ref().map(fs::read);
            let rows: Vec<(PathBuf, (Look, Digest))> = text
                .and_then(Result::ok)
                .and_then(|text| serde_json::from_slice(&text).ok())
                .unwrap_or_default();
            rows.into_iter().collect()
        })
    }

    fn learnt(&self) -> std::sync::MutexGuard<'_, Seen> {
        self.learnt.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Another command may read it meanwhile: it is replaced, whole.
fn write(file: &Path, seen: &Seen) -> std::io::Result<()> {
    // A name that is no text cannot be written down.
    let rows: Vec<_> = seen
        .iter()
        .filter(|(path, _)| path.to_str().is_some())
        .collect();
    let new = file.with_extension(format!("{}.new", std::process::id()));
    let mut options = fs::OpenOptions::new();
    let mut out = options
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(&new)?;
    out.write_all(&serde_json::to_vec(&rows)?)?;
    fs::rename(&new, file)
}
