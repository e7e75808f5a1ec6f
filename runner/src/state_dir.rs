//! The state folder: who this node is, and the folder of every attempt it has.
//!
//! Owns the layout on disk: `node.json`, `lock`, `attempts/<attempt>/{work/, stdin, log, finished.json}`;
//! `oci/` and `boxes/` are the engine's, `blobs/` is what is kept of inputs, `packages/` holds sets of packages.

mod attempt;
mod ended;
#[cfg(test)]
mod tests;

use std::{
    fs::{self, DirBuilder, File, OpenOptions},
    io::{self, Write as _},
    os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _},
    path::{Path, PathBuf},
};

use rgrid_shared::{id::AttemptId, wire::nodes::Enrolled};
use rustix::fs::{FlockOperation, flock, statvfs};

use crate::error::RunnerError;

pub(crate) use attempt::{AttemptDir, Leftovers};
pub(crate) use ended::Ended;

/// The folder, held by this process alone.
#[derive(Debug)]
pub(crate) struct StateDir {
    root: PathBuf,
    _lock: File,
}

impl StateDir {
    /// Makes the folder where it is missing and takes it for this process.
    pub(crate) fn open(path: &Path) -> Result<Self, RunnerError> {
        let wrong = |cause| RunnerError::State {
            path: path.to_owned(),
            cause,
        };
        let mut builder = DirBuilder::new();
        builder.recursive(true).mode(0o700);
        builder.create(path.join("attempts")).map_err(wrong)?;
        let root = path.canonicalize().map_err(wrong)?;
        let mut options = OpenOptions::new();
        options.create(true).truncate(false).write(true).mode(0o600);
        let lock = options.open(root.join("lock")).map_err(wrong)?;
        match flock(&lock, FlockOperation::NonBlockingLockExclusive) {
            Ok(()) => Ok(Self { root, _lock: lock }),
            Err(rustix::io::Errno::WOULDBLOCK) => Err(RunnerError::Locked(root)),
            Err(error) => Err(wrong(error.into())),
        }
    }

    /// The folder of an attempt, there or not.
    pub(crate) fn attempt(&self, attempt: AttemptId) -> AttemptDir {
        AttemptDir::new(self.root.join("attempts").join(attempt.to_string()))
    }

    /// The attempts that an earlier life left; of what is half done the folder is removed.
    pub(crate) fn leftovers(&self) -> Result<Leftovers, RunnerError> {
        let wrong = |cause| RunnerError::State {
            path: self.root.clone(),
            cause,
        };
        let mut left = Leftovers::default();
        for entry in fs::read_dir(self.root.join("attempts")).map_err(wrong)? {
            let path = entry.map_err(wrong)?.path();
            let name = path.file_name().and_then(|name| name.to_str());
            let attempt = name.and_then(|name| name.parse::<AttemptId>().ok());
            match attempt {
                Some(attempt) if self.attempt(attempt).is_finished() => {
                    left.finished.push(attempt);
                    continue;
                }
                Some(attempt) => left.died.push(attempt),
                None => {}
            }
            AttemptDir::new(path).remove().map_err(wrong)?;
        }
        Ok(left)
    }

    /// Where it is.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// Who this node is; nothing before it enrolled.
    pub(crate) fn identity(&self) -> Result<Option<Enrolled>, RunnerError> {
        let path = self.root.join("node.json");
        let wrong = |cause| RunnerError::State {
            path: path.clone(),
            cause,
        };
        match fs::read(&path) {
            Ok(bytes) => {
                let identity = serde_json::from_slice(&bytes);
                identity.map(Some).map_err(|error| wrong(error.into()))
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(wrong(error)),
        }
    }

    /// Remembers who this node is.
    pub(crate) fn remember(&self, identity: &Enrolled) -> Result<(), RunnerError> {
        let path = self.root.join("node.json");
        let json = serde_json::to_vec(identity).map_err(io::Error::from);
        let kept = json.and_then(|json| replace(&path, &json));
        kept.map_err(|cause| RunnerError::State { path, cause })
    }
}

/// Bytes that are free where `path` is.
pub(crate) fn free_bytes(path: &Path) -> io::Result<u64> {
    let found = statvfs(path)?;
    Ok(found.f_bavail.saturating_mul(found.f_frsize))
}

/// Writes a file so that the end of this process leaves the old one or the new one; readable by the owner alone.
fn put(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let new = path.with_extension("new");
    write_new(&new, bytes)?;
    fs::rename(&new, path)
}

fn write_new(path: &Path, bytes: &[u8]) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.create(true).truncate(true).write(true).mode(0o600);
    let mut file = options.open(path)?;
    file.write_all(bytes)?;
    Ok(file)
}

/// The same, so that a crash of the machine leaves the old one or the new one.
fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let new = path.with_extension("new");
    write_new(&new, bytes)?.sync_all()?;
    fs::rename(&new, path)?;
    let folder = path.parent().ok_or(io::ErrorKind::InvalidInput)?;
    File::open(folder)?.sync_all()
}
