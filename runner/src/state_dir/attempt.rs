//! The folder of one attempt.

use std::{
    fs::{self, DirBuilder, File},
    io,
    os::unix::fs::DirBuilderExt as _,
    path::{Path, PathBuf},
};

use rgrid_shared::id::AttemptId;

use super::Ended;
use crate::{
    beneath::{self, Root},
    remove::remove_tree,
    spool::{self, Reader, Spool},
};

/// The folder of one attempt.
#[derive(Debug, Clone)]
pub(crate) struct AttemptDir(PathBuf);

/// The attempts of an earlier life of this runner.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Leftovers {
    /// Their results are on the disk.
    pub(crate) finished: Vec<AttemptId>,
    /// It died under them: an attempt that ends in any other way leaves a result or no folder.
    pub(crate) died: Vec<AttemptId>,
}

impl AttemptDir {
    /// The folder at this path.
    pub(super) fn new(path: PathBuf) -> Self {
        Self(path)
    }

    /// Makes the folder, with an empty working directory, which is held open.
    pub(crate) fn create(&self) -> io::Result<Root> {
        DirBuilder::new().mode(0o700).create(&self.0)?;
        beneath::make_root(&self.work())
    }

    /// The working directory, held open; whichever it is by now.
    pub(crate) fn root(&self) -> io::Result<Root> {
        Root::open(&self.work())
    }

    /// The working directory.
    pub(crate) fn work(&self) -> PathBuf {
        self.0.join("work")
    }

    /// Where packages are installed.
    pub(crate) fn install(&self) -> PathBuf {
        self.0.join("install")
    }

    /// Where standard input waits.
    pub(crate) fn stdin(&self) -> PathBuf {
        self.0.join("stdin")
    }

    /// Both ends of the log.
    pub(crate) fn new_log(&self, limit: u64) -> (Spool, Reader) {
        Spool::new(&self.log(), limit)
    }

    /// Opens the log of an attempt that has ended.
    pub(crate) fn reopen_log(&self) -> io::Result<Reader> {
        spool::reopen(&self.log())
    }

    /// Whether its result was kept, and no power failure can have taken a part of it.
    pub(super) fn is_finished(&self) -> bool {
        match self.read() {
            Ok(ended) => ended.is_whole(),
            Err(error) => error.kind() != io::ErrorKind::NotFound,
        }
    }

    /// Keeps the result before anybody hears of it: this process may die from now on, but the machine may not.
    pub(crate) fn save(&self, ended: &Ended) -> io::Result<()> {
        super::put(&self.finished(), &serde_json::to_vec(ended)?)
    }

    /// Puts the log and the result on the disk itself: from now on the machine may die too.
    pub(crate) fn settle(&self, ended: &Ended) -> io::Result<()> {
        match File::open(self.log()) {
            Ok(log) => log.sync_data()?,
            // The command said nothing.
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
        super::replace(&self.finished(), &serde_json::to_vec(&ended.settled())?)
    }

    /// The result that was saved; one of which a power failure may have lost a part is none.
    pub(crate) fn load(&self) -> io::Result<Ended> {
        let ended = self.read()?;
        if ended.is_whole() {
            return Ok(ended);
        }
        let lost = "the machine went down before it was on the disk itself";
        Err(io::Error::other(lost))
    }

    fn read(&self) -> io::Result<Ended> {
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

    /// Removes the folder of a command that left nothing, which takes no time; fails when there is more to do.
    pub(crate) fn remove_empty(&self) -> io::Result<()> {
        for file in [self.finished(), self.log()] {
            match fs::remove_file(file) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                Ok(()) | Err(_) => {}
            }
        }
        fs::remove_dir(self.work())?;
        fs::remove_dir(&self.0)
    }

    fn log(&self) -> PathBuf {
        self.0.join("log")
    }

    fn finished(&self) -> PathBuf {
        self.0.join("finished.json")
    }
}

fn is_folder(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|found| found.is_dir())
}
