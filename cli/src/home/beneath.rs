//! Beneath: making files below a folder without following a link, whole or not at all.

#[cfg(test)]
mod tests;
mod way;

use std::{
    fs::File,
    io,
    os::fd::OwnedFd,
    path::{Path, PathBuf},
};

use rgrid_shared::path::RelPath;
use rustix::fs::{AtFlags, CWD, Mode, OFlags, fchmod, mkdirat, openat, renameat, unlinkat};

use crate::exit::{Failure, Result};
use way::{existing, in_the_way};

/// A file that is being written, beside the place where it will land.
pub(super) struct Landing {
    folder: OwnedFd,
    part: String,
    name: String,
    shown: PathBuf,
    mode: Option<Mode>,
    landed: bool,
}

impl Landing {
    /// Opens a new file beside `path` below `root`; folders are made as needed.
    ///
    /// # Errors
    /// When a link or something that is no folder is in the way, or the disk says no.
    pub(super) fn open(root: &Path, path: &RelPath) -> Result<(Self, File)> {
        let shown = root.join(path);
        let fail = |error: io::Error| Failure::file("write", &shown, &error);
        std::fs::create_dir_all(root)
            .map_err(|error| Failure::file("make the folder", root, &error))?;
        let flags = OFlags::DIRECTORY | OFlags::CLOEXEC | OFlags::RDONLY;
        let mut folder =
            openat(CWD, root, flags, Mode::empty()).map_err(|error| fail(error.into()))?;
        let mut parts: Vec<_> = path.parts().collect();
        let name = parts.pop().unwrap_or_default().to_owned();
        let mut at = root.to_owned();
        for part in parts {
            at.push(part);
            folder = step(&folder, part).map_err(|error| in_the_way(&at, error))?;
        }
        let mode = existing(&folder, &name, &shown)?;
        let part = format!(".rgrid-{}.part", token()?);
        let new =
            OFlags::CREATE | OFlags::EXCL | OFlags::WRONLY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        let file = openat(&folder, &part, new, Mode::from_raw_mode(0o666))
            .map_err(|error| fail(error.into()))?;
        Ok((
            Self {
                folder,
                part,
                name,
                shown,
                mode,
                landed: false,
            },
            File::from(file),
        ))
    }

    /// Puts the file in its place.
    ///
    /// # Errors
    /// When the disk says no.
    pub(super) fn land(mut self, file: &File, executable: bool) -> Result<()> {
        let shown = self.shown.clone();
        let fail = |error: rustix::io::Errno| Failure::file("write", &shown, &error.into());
        let fresh = rustix::fs::fstat(file).map_err(fail)?;
        let base = self
            .mode
            .unwrap_or(Mode::from_raw_mode(fresh.st_mode & 0o777));
        let run = Mode::XUSR | Mode::XGRP | Mode::XOTH;
        // Who may read it may run it.
        let readers = Mode::from_raw_mode(base.as_raw_mode().checked_shr(2).unwrap_or(0)) & run;
        let mode = if executable {
            base | readers
        } else {
            base.difference(run)
        };
        fchmod(file, mode).map_err(fail)?;
        renameat(&self.folder, &self.part, &self.folder, &self.name).map_err(fail)?;
        self.landed = true;
        Ok(())
    }
}

impl Drop for Landing {
    fn drop(&mut self) {
        if !self.landed {
            // It may never have been made; nothing more can be done about it.
            let _gone = unlinkat(&self.folder, &self.part, AtFlags::empty());
        }
    }
}

/// Opens the folder `name`, making it when it is not there; never through a link.
fn step(folder: &OwnedFd, name: &str) -> rustix::io::Result<OwnedFd> {
    let flags = OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC | OFlags::RDONLY;
    match openat(folder, name, flags, Mode::empty()) {
        Err(rustix::io::Errno::NOENT) => {
            match mkdirat(folder, name, Mode::from_raw_mode(0o777)) {
                Ok(()) | Err(rustix::io::Errno::EXIST) => {}
                Err(error) => return Err(error),
            }
            openat(folder, name, flags, Mode::empty())
        }
        opened => opened,
    }
}

fn token() -> Result<String> {
    let number = getrandom::u64()
        .map_err(|error| Failure::local(format!("the system has no random numbers: {error}")))?;
    Ok(format!("{number:016x}"))
}
