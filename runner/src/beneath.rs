//! Opening files beneath a folder that a job could write to, without ever leaving it.
//!
//! Owns the rule that no link is followed, of any kind, at any depth. The kernel holds it where
//! `openat2` exists; elsewhere each part is opened by hand.

mod closed;
mod link;
#[cfg(test)]
mod tests;

use std::{
    fs::File,
    io,
    os::fd::{AsFd, OwnedFd},
    path::{Component, Path},
};

use rgrid_shared::path::RelPath;
use rustix::{
    fs::{CWD, Mode, OFlags, ResolveFlags, fchmod, mkdirat, open, openat, openat2},
    io::Errno,
};

use crate::owner;

/// A folder, held open.
#[derive(Debug)]
pub(crate) struct Root(OwnedFd);

const DIR: OFlags = OFlags::RDONLY
    .union(OFlags::DIRECTORY)
    .union(OFlags::NOFOLLOW)
    .union(OFlags::CLOEXEC);
/// `NONBLOCK`, so that a FIFO cannot hold the reader up.
const FILE: OFlags = OFlags::RDONLY
    .union(OFlags::NOFOLLOW)
    .union(OFlags::NONBLOCK)
    .union(OFlags::NOCTTY)
    .union(OFlags::CLOEXEC);
/// Read too: of what was fetched a copy is kept.
const NEW: OFlags = OFlags::RDWR
    .union(OFlags::CREATE)
    .union(OFlags::EXCL)
    .union(OFlags::NOFOLLOW)
    .union(OFlags::CLOEXEC);

impl Root {
    /// Holds the folder at `path`, which is the runner's own and trusted.
    pub(crate) fn open(path: &Path) -> io::Result<Self> {
        Ok(Self(open(path, DIR, Mode::empty())?))
    }

    /// Opens a file for reading; the caller checks what kind of file it is.
    pub(crate) fn file(&self, path: &Path) -> io::Result<File> {
        self.beneath(path, FILE).map(File::from)
    }

    /// Opens a folder; an empty path is the root itself.
    pub(crate) fn dir(&self, path: &Path) -> io::Result<OwnedFd> {
        if path.as_os_str().is_empty() {
            return Ok(openat(&self.0, ".", DIR, Mode::empty())?);
        }
        let folder = self.beneath(path, DIR)?;
        if closed::is_passable(&folder)? {
            Ok(folder)
        } else {
            self.unclosed(path, DIR)
        }
    }

    /// Makes a file that is not there yet, and the folders above it, for the command's user.
    pub(crate) fn create(&self, path: &RelPath, executable: bool) -> io::Result<File> {
        let parts: Vec<&str> = path.parts().collect();
        let (name, folders) = parts.split_last().ok_or(io::ErrorKind::InvalidInput)?;
        let mut folder = openat(&self.0, ".", DIR, Mode::empty())?;
        for part in folders {
            folder = enter(&folder, part)?;
        }
        let file = openat(&folder, *name, NEW, Mode::from(0o600))?;
        let mode = if executable { 0o755 } else { 0o644 };
        fchmod(&file, Mode::from(mode))?;
        owner::give(&file)?;
        Ok(File::from(file))
    }

    fn beneath(&self, path: &Path, flags: OFlags) -> io::Result<OwnedFd> {
        match self.resolve(path, flags) {
            Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
                self.unclosed(path, flags)
            }
            other => other,
        }
    }

    /// Opens what its owner, who is ours, closed even to itself; to root nothing is closed.
    fn unclosed(&self, path: &Path, flags: OFlags) -> io::Result<OwnedFd> {
        let only = flags & (OFlags::DIRECTORY | OFlags::NOFOLLOW);
        let found = self.resolve(path, OFlags::PATH | OFlags::CLOEXEC | only)?;
        closed::open_up(&found)?;
        self.resolve(path, flags)
    }

    fn resolve(&self, path: &Path, flags: OFlags) -> io::Result<OwnedFd> {
        let resolve = ResolveFlags::BENEATH | ResolveFlags::NO_SYMLINKS;
        match openat2(&self.0, path, flags, Mode::empty(), resolve) {
            // Old kernels, and sandboxes that do not know the call.
            Err(Errno::NOSYS | Errno::PERM) => by_hand(&self.0, path, flags),
            other => Ok(other?),
        }
    }
}

/// Opens part by part, following nothing.
fn by_hand(root: &OwnedFd, path: &Path, flags: OFlags) -> io::Result<OwnedFd> {
    let mut folder = openat(root, ".", DIR, Mode::empty())?;
    let mut parts = path.components().peekable();
    while let Some(part) = parts.next() {
        let Component::Normal(name) = part else {
            return Err(io::ErrorKind::InvalidInput.into());
        };
        if parts.peek().is_none() {
            return Ok(openat(&folder, name, flags, Mode::empty())?);
        }
        folder = openat(&folder, name, DIR, Mode::empty())?;
    }
    Err(io::ErrorKind::InvalidInput.into())
}

/// The folder `name` in `folder`, made when it is not there.
fn enter(folder: &OwnedFd, name: &str) -> io::Result<OwnedFd> {
    let made = mkdirat(folder, name, Mode::from(0o755));
    let entered = match made {
        Ok(()) | Err(Errno::EXIST) => openat(folder, name, DIR, Mode::empty())?,
        Err(error) => return Err(error.into()),
    };
    if made.is_ok() {
        fchmod(&entered, Mode::from(0o755))?;
        owner::give(&entered)?;
    }
    Ok(entered)
}

/// Makes the working directory itself, for the command's user.
pub(crate) fn make_root(path: &Path) -> io::Result<Root> {
    mkdirat(CWD, path, Mode::from(0o755))?;
    let root = Root::open(path)?;
    fchmod(root.0.as_fd(), Mode::from(0o755))?;
    owner::give(&root.0)?;
    Ok(root)
}
