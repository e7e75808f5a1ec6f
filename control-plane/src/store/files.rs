//! The file operations on which the store's promises rest, in one place, so that a test can watch their order and
//! stop after any of them.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// One operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Step {
    /// The file's bytes reach the disk.
    Sync(PathBuf),
    /// A file gets another name.
    Rename(PathBuf, PathBuf),
    /// The names in a folder reach the disk.
    SyncDir(PathBuf),
    /// A file goes.
    Remove(PathBuf),
}

/// Told of each step before it is taken; an error keeps it from being taken.
type Watch = Arc<dyn Fn(&Step) -> io::Result<()> + Send + Sync>;

/// The operations, watched or not.
#[derive(Clone, Default)]
pub(super) struct Files {
    watch: Option<Watch>,
}

impl Files {
    /// Operations that ask first.
    #[cfg(test)]
    pub(super) fn watched(watch: Watch) -> Self {
        Self { watch: Some(watch) }
    }

    fn ask(&self, step: &Step) -> io::Result<()> {
        self.watch.as_ref().map_or(Ok(()), |watch| watch(step))
    }

    /// Writes a whole new file and syncs it.
    pub(super) fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let mut file = File::create_new(path)?;
        file.write_all(bytes)?;
        self.sync(&file, path)
    }

    /// Puts a file's bytes on the disk.
    pub(super) fn sync(&self, file: &File, path: &Path) -> io::Result<()> {
        self.ask(&Step::Sync(path.to_owned()))?;
        file.sync_all()
    }

    /// Renames a file and puts the new name on the disk.
    pub(super) fn publish(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.ask(&Step::Rename(from.to_owned(), to.to_owned()))?;
        fs::rename(from, to)?;
        self.sync_parent(to)
    }

    /// Puts the names in a file's folder on the disk.
    pub(super) fn sync_parent(&self, path: &Path) -> io::Result<()> {
        let dir = path.parent().unwrap_or(path);
        self.ask(&Step::SyncDir(dir.to_owned()))?;
        File::open(dir)?.sync_all()
    }

    /// Removes a file; one that is not there is removed already.
    pub(super) fn remove(&self, path: &Path) -> io::Result<()> {
        self.ask(&Step::Remove(path.to_owned()))?;
        match fs::remove_file(path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }
}

/// A file that is being written; it goes when this is dropped, unless it was renamed away.
#[derive(Debug)]
pub(super) struct Temp(pub(super) PathBuf);

impl Drop for Temp {
    fn drop(&mut self) {
        // Gone already is the normal case; anything else is a leftover that the next start removes.
        let _ = fs::remove_file(&self.0);
    }
}
