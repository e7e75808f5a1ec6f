//! Removing a folder that a job could write to, however deep it is.
//!
//! Without recursion and with few open files: a job may nest folders by the hundred thousand. Each
//! folder found is moved up to the top before it is emptied.

#[cfg(test)]
mod tests;

use std::{
    ffi::OsStr,
    io,
    os::{fd::OwnedFd, unix::ffi::OsStrExt as _},
    path::Path,
};

use rustix::{
    fs::{AtFlags, CWD, Dir, Mode, OFlags, fchmod, openat, renameat, unlinkat},
    io::Errno,
};

const DIR: OFlags = OFlags::RDONLY
    .union(OFlags::DIRECTORY)
    .union(OFlags::NOFOLLOW)
    .union(OFlags::CLOEXEC);

/// Removes the folder and all it holds; one that is not there is no error.
pub(crate) fn remove_tree(path: &Path) -> io::Result<()> {
    let top = match openat(CWD, path, DIR, Mode::empty()) {
        Ok(top) => top,
        Err(Errno::NOENT) => return Ok(()),
        Err(error) => return Err(error.into()),
    };
    let mut counter = 0_u64;
    // Each round empties the folders that lie directly in the top.
    while empty(&top, &top, &mut counter)? {}
    Ok(unlinkat(CWD, path, AtFlags::REMOVEDIR)?)
}

/// Removes the files of `folder` and moves its folders to the top; tells whether there were any.
fn empty(top: &OwnedFd, folder: &OwnedFd, counter: &mut u64) -> io::Result<bool> {
    let mut found = false;
    for entry in Dir::read_from(folder)? {
        let entry = entry?;
        let name = OsStr::from_bytes(entry.file_name().to_bytes());
        if name == "." || name == ".." {
            continue;
        }
        match unlinkat(folder, name, AtFlags::empty()) {
            Ok(()) | Err(Errno::NOENT) => {}
            // Linux says ISDIR, POSIX says PERM.
            Err(Errno::ISDIR | Errno::PERM) => {
                found = true;
                flatten(top, folder, name, counter)?;
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok(found)
}

/// Empties the folder `name` by one level and removes it.
fn flatten(top: &OwnedFd, parent: &OwnedFd, name: &OsStr, counter: &mut u64) -> io::Result<()> {
    let inner = open_writable(parent, name)?;
    for entry in Dir::read_from(&inner)? {
        let entry = entry?;
        let child = OsStr::from_bytes(entry.file_name().to_bytes());
        if child == "." || child == ".." {
            continue;
        }
        if unlinkat(&inner, child, AtFlags::empty()).is_ok() {
            continue;
        }
        drop(open_writable(&inner, child)?);
        loop {
            *counter = counter.saturating_add(1);
            match renameat(&inner, child, top, format!(".rgrid-{counter}")) {
                Ok(()) => break,
                Err(Errno::EXIST | Errno::NOTEMPTY | Errno::NOTDIR) => {}
                Err(error) => return Err(error.into()),
            }
        }
    }
    Ok(unlinkat(parent, name, AtFlags::REMOVEDIR)?)
}

/// Opens a folder whose owner may have closed it to itself.
fn open_writable(parent: &OwnedFd, name: &OsStr) -> io::Result<OwnedFd> {
    let path = openat(parent, name, OFlags::PATH | DIR, Mode::empty())?;
    let by_number = format!("/proc/self/fd/{}", std::os::fd::AsRawFd::as_raw_fd(&path));
    rustix::fs::chmod(&by_number, Mode::RWXU)?;
    let opened = openat(parent, name, DIR, Mode::empty())?;
    fchmod(&opened, Mode::RWXU)?;
    Ok(opened)
}
