//! Who uses a copy, makes it or removes it: a lock beside it, which other runners see.

use std::{
    collections::HashSet,
    fs::{self, DirBuilder, File},
    io,
    os::unix::fs::DirBuilderExt as _,
    path::Path,
};

use rustix::fs::{FlockOperation, flock};

use crate::remove::remove_tree;

/// Holds the copy, with others who use it; alone, when it is yet to be made.
pub(super) fn hold(folder: &Path, digest: &str) -> io::Result<(File, bool)> {
    let mut builder = DirBuilder::new();
    builder.recursive(true).mode(0o700).create(folder)?;
    let held = held_file(folder, digest)?;
    let root = folder.join(digest);
    for lock in [FlockOperation::LockShared, FlockOperation::LockExclusive] {
        flock(&held, lock)?;
        if root.exists() {
            return Ok((held, true));
        }
    }
    Ok((held, false))
}

/// Removes the copies that are not to be kept and nobody uses.
pub(super) fn prune(folder: &Path, kept: &HashSet<String>) -> io::Result<()> {
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry?.path();
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        if path.is_dir() && !kept.contains(&*name) {
            let lock = held_file(folder, &name)?;
            if flock(&lock, FlockOperation::NonBlockingLockExclusive).is_ok() {
                remove_tree(&path)?;
            }
        }
    }
    Ok(())
}

/// The file that is locked by those who use a copy, and by the one who makes or removes it.
fn held_file(folder: &Path, digest: &str) -> io::Result<File> {
    File::create(folder.join(format!("{digest}.lock")))
}
