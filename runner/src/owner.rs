//! Who the command is, and who owns the files it may change.

use std::{io, os::fd::AsFd};

use rustix::{
    fs::{Gid, Uid, fchown},
    process::{getegid, geteuid},
};

/// The user and group of jobs where the runner may choose: nobody's, and no account's of the system.
const UNPRIVILEGED: u32 = 65_532;

/// The user and group of the command: unprivileged as root, the runner's own otherwise.
pub(crate) fn sandbox_user() -> (u32, u32) {
    if geteuid().is_root() {
        (UNPRIVILEGED, UNPRIVILEGED)
    } else {
        (geteuid().as_raw(), getegid().as_raw())
    }
}

/// Gives an open file or folder to the command's user.
pub(crate) fn give(file: impl AsFd) -> io::Result<()> {
    let (uid, gid) = sandbox_user();
    if geteuid().is_root() {
        fchown(file, Some(Uid::from_raw(uid)), Some(Gid::from_raw(gid)))?;
    }
    Ok(())
}
