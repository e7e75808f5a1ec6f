//! Closed: what a job shut to its own user, who may be the runner's; to root nothing is closed.

use std::{
    io,
    os::fd::{AsRawFd as _, OwnedFd},
};

use rustix::{
    fs::{FileType, Mode, chmod, fstat},
    process::geteuid,
};

/// Whether what lies in an open folder can be looked at.
pub(super) fn is_passable(folder: &OwnedFd) -> io::Result<bool> {
    let mode = Mode::from_raw_mode(fstat(folder)?.st_mode);
    Ok(geteuid().is_root() || mode.contains(Mode::RUSR | Mode::XUSR))
}

/// Opens a folder or file of ours to its owner again; it is held without being open.
pub(super) fn open_up(held: &OwnedFd) -> io::Result<()> {
    let mode = fstat(held)?.st_mode;
    let kind = FileType::from_raw_mode(mode);
    let missing = if kind == FileType::Directory {
        Mode::RWXU
    } else if kind == FileType::RegularFile {
        Mode::RUSR
    } else {
        return Err(io::ErrorKind::PermissionDenied.into());
    };
    let by_number = format!("/proc/self/fd/{}", held.as_raw_fd());
    Ok(chmod(by_number, Mode::from_raw_mode(mode) | missing)?)
}
