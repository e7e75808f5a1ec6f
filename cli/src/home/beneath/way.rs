//! What is in the way of a file, and what is replaced.

use std::{os::fd::OwnedFd, path::Path};

use rustix::fs::{AtFlags, FileType, Mode, statat};

use crate::exit::{Failure, Result, quote};

/// The failure for a folder that cannot be stepped into.
pub(super) fn in_the_way(path: &Path, error: rustix::io::Errno) -> Failure {
    use rustix::io::Errno;
    if matches!(error, Errno::LOOP | Errno::NOTDIR | Errno::MLINK) {
        return Failure::local(format!(
            "{} is in the way: a link or a file, not a folder",
            quote(path)
        ))
        .hint("--output-dir FOLDER    puts the outputs elsewhere");
    }
    Failure::file("make the folder", path, &error.into())
}

/// The rights of the file that will be replaced; refuses what is no regular file.
pub(super) fn existing(folder: &OwnedFd, name: &str, shown: &Path) -> Result<Option<Mode>> {
    let Ok(stat) = statat(folder, name, AtFlags::SYMLINK_NOFOLLOW) else {
        return Ok(None);
    };
    let what = match FileType::from_raw_mode(stat.st_mode) {
        FileType::RegularFile => return Ok(Some(Mode::from_raw_mode(stat.st_mode & 0o777))),
        FileType::Symlink => "a link",
        FileType::Directory => "a folder",
        FileType::Fifo
        | FileType::Socket
        | FileType::CharacterDevice
        | FileType::BlockDevice
        | FileType::Unknown => "no regular file",
    };
    Err(
        Failure::local(format!("{} is in the way: it is {what}", quote(shown)))
            .hint("--output-dir FOLDER    puts the outputs elsewhere"),
    )
}
