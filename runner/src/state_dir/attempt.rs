//! The folder of one attempt.

use std::{
    fs::{self, DirBuilder},
    io,
    os::unix::fs::DirBuilderExt as _,
    path::{Path, PathBuf},
};

use rgrid_shared::{id::AttemptId, wire::node::Finished};
use serde::{Deserialize, Serialize};

use crate::{
    beneath::{self, Root},
    remove::remove_tree,
    spool::{self, Reader, Spool},
};

/// The folder of one attempt.
#[derive(Debug, Clone)]
pub(crate) struct AttemptDir(PathBuf);

/// What is kept of an attempt that has ended, so that it can be reported after a crash.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Ended {
    /// The attempt's number, for its log frames.
    pub(crate) number: u32,
    /// The report.
    pub(crate) finished: Finished,
}

/// The attempts of an earlier life of this runner.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Leftovers {
    /// Their results are on the disk.
    pub(crate) finished: Vec<AttemptId>,
    /// It died under them: an attempt that ends in any other way leaves a result or no folder.
    pub(crate) died: Vec<AttemptId>,
}

impl Ended {
    /// What is kept of the attempt with this number.
    pub(crate) fn new(number: u32, finished: &Finished) -> Self {
        let finished = finished.clone();
        Self { number, finished }
    }
}

impl AttemptDir {
    /// The folder at this path.
    pub(super) fn new(path: PathBuf) -> Self {
        Self(path)
    }

    /// Makes the folder, with an empty working directory.
    pub(crate) fn create(&self) -> io::Result<Root> {
        DirBuilder::new().mode(0o700).create(&self.0)?;
        beneath::make_root(&self.work())
    }

    /// The working directory.
    pub(crate) fn work(&self) -> PathBuf {
        self.0.join("work")
    }

    /// Where standard input waits.
    pub(crate) fn stdin(&self) -> PathBuf {
        self.0.join("stdin")
    }

    /// Makes the log.
    pub(crate) fn create_log(&self, limit: u64) -> io::Result<(Spool, Reader)> {
        Spool::create(&self.0.join("log"), limit)
    }

    /// Opens the log of an attempt that has ended.
    pub(crate) fn reopen_log(&self) -> io::Result<Reader> {
        spool::reopen(&self.0.join("log"))
    }

    /// Whether its result is on the disk.
    pub(super) fn is_finished(&self) -> bool {
        self.finished().exists()
    }

    /// Puts the result on the disk itself before anybody hears of it.
    pub(crate) fn save(&self, ended: &Ended) -> io::Result<()> {
        super::replace(&self.finished(), &serde_json::to_vec(ended)?)
    }

    /// The result that was saved.
    pub(crate) fn load(&self) -> io::Result<Ended> {
        Ok(serde_json::from_slice(&fs::read(self.finished())?)?)
    }

    /// Removes all of it; the result first, so that half a folder is never taken for a whole one.
    pub(crate) fn remove(&self) -> io::Result<()> {
        if !is_folder(&self.0) {
            return fs::remove_file(&self.0);
        }
        match fs::remove_file(self.finished()) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            Ok(()) | Err(_) => remove_tree(&self.0),
        }
    }

    fn finished(&self) -> PathBuf {
        self.0.join("finished.json")
    }
}

fn is_folder(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|found| found.is_dir())
}
