//! Walking a folder that a job could write to: bounded, without following links, without recursion.

#[cfg(test)]
mod tests;

use std::{
    ffi::OsStr,
    io,
    ops::ControlFlow,
    os::unix::ffi::OsStrExt as _,
    path::{Path, PathBuf},
};

use rgrid_shared::limits::MAX_PATH_BYTES;
use rustix::{
    fs::{AtFlags, Dir, FileType, Stat, statat},
    io::Errno,
};

use crate::beneath::Root;

/// One thing found, the root itself left out.
#[derive(Debug)]
pub(crate) struct Entry<'a> {
    /// Its path beneath the root; any bytes.
    pub(crate) path: &'a Path,
    /// What the file system says of it, not of what it may point to.
    pub(crate) stat: Stat,
    /// Whether it lies too deep to be walked into.
    pub(crate) too_deep: bool,
}

impl Entry<'_> {
    /// What kind of file it is.
    pub(crate) fn kind(&self) -> FileType {
        FileType::from_raw_mode(self.stat.st_mode)
    }
}

/// Shows everything beneath `root` to `visit` until it breaks; what vanishes meanwhile is left out.
pub(crate) fn walk(
    root: &Root,
    mut visit: impl FnMut(&Entry<'_>) -> ControlFlow<()>,
) -> io::Result<()> {
    let mut folders = vec![PathBuf::new()];
    while let Some(folder) = folders.pop() {
        let opened = match root.dir(&folder) {
            Ok(opened) => opened,
            Err(error) if stays_closed(&folder, &error) => return Err(error),
            Err(_) => continue,
        };
        for name in Dir::read_from(&opened)? {
            let name = name?;
            let name = OsStr::from_bytes(name.file_name().to_bytes());
            if name == "." || name == ".." {
                continue;
            }
            let stat = match statat(&opened, name, AtFlags::SYMLINK_NOFOLLOW) {
                Ok(stat) => stat,
                Err(Errno::NOENT) => continue,
                Err(error) => return Err(error.into()),
            };
            let path = folder.join(name);
            let too_deep = path.as_os_str().len() >= MAX_PATH_BYTES;
            let entry = Entry {
                path: &path,
                stat,
                too_deep,
            };
            if visit(&entry).is_break() {
                return Ok(());
            }
            if entry.kind() == FileType::Directory && !too_deep {
                folders.push(path);
            }
        }
    }
    Ok(())
}

/// Whether nothing lies beneath `root`.
pub(crate) fn is_empty(root: &Root) -> io::Result<bool> {
    let mut empty = true;
    walk(root, |_| {
        empty = false;
        ControlFlow::Break(())
    })?;
    Ok(empty)
}

/// Whether the folder is there and cannot be seen into, so that anything might be in it.
fn stays_closed(folder: &Path, error: &io::Error) -> bool {
    folder.as_os_str().is_empty() || error.kind() == io::ErrorKind::PermissionDenied
}

/// What a folder holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Size {
    /// Bytes, of each file the larger of what it says and what it takes.
    pub(crate) bytes: u64,
    /// Bytes of the disk that all of it takes.
    pub(crate) taken: u64,
    /// Files and folders.
    pub(crate) entries: u64,
    /// Whether something lies too deep to be counted.
    pub(crate) too_deep: bool,
}

/// Adds up everything beneath `root`, until it is more bytes or more files and folders than `most`.
pub(crate) fn size(root: &Root, most: (u64, u64)) -> io::Result<Size> {
    let mut size = Size::default();
    walk(root, |entry| {
        let taken = taken(&entry.stat);
        size.bytes = size.bytes.saturating_add(length(&entry.stat).max(taken));
        size.taken = size.taken.saturating_add(taken);
        size.entries = size.entries.saturating_add(1);
        size.too_deep |= entry.too_deep && entry.kind() == FileType::Directory;
        if size.bytes > most.0 || size.entries > most.1 {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    })?;
    Ok(size)
}

fn length(stat: &Stat) -> u64 {
    u64::try_from(stat.st_size).unwrap_or(0)
}

fn taken(stat: &Stat) -> u64 {
    let blocks = u64::try_from(stat.st_blocks).unwrap_or(0);
    blocks.saturating_mul(512)
}
