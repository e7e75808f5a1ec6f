//! The places in a copy of an image where a sandbox mounts something.
//!
//! Made once, so that starting a sandbox writes nothing. Links are followed inside the copy only.

#[cfg(test)]
mod tests;

use std::{
    io::{self, Write as _},
    os::fd::OwnedFd,
    path::{Component, Path},
};

use rustix::{
    fs::{CWD, Mode, OFlags, ResolveFlags, mkdirat, openat, openat2},
    io::Errno,
};

use crate::engine::closed;

const FOLDER: OFlags = OFlags::PATH.union(OFlags::DIRECTORY).union(OFlags::CLOEXEC);
/// What every sandbox has.
const FOLDERS: [&str; 8] = [
    "/proc",
    "/sys",
    "/dev",
    "/tmp",
    closed::WORKDIR,
    rgrid_init::FOLDER,
    "/venv",
    "/node_modules",
];

/// Makes the places that are missing.
pub(super) fn prepare(root: &Path, volumes: &[String]) -> io::Result<()> {
    let root = openat(CWD, root, FOLDER, Mode::empty())?;
    for path in FOLDERS {
        folder(&root, Path::new(path))?;
    }
    for path in closed::to_be_covered(volumes) {
        // One that cannot be made is the runtime's to refuse, when a job asks for the image.
        let _ = folder(&root, Path::new(path));
    }
    file(
        &root,
        "/etc/hostname",
        format!("{}\n", closed::HOSTNAME).as_bytes(),
    )
}

/// The folder at the path, made where it is missing.
fn folder(root: &OwnedFd, path: &Path) -> io::Result<OwnedFd> {
    let inside = ResolveFlags::IN_ROOT | ResolveFlags::NO_MAGICLINKS;
    let mut above = openat(root, ".", FOLDER, Mode::empty())?;
    let mut so_far = std::path::PathBuf::new();
    for part in path.components() {
        let Component::Normal(name) = part else {
            continue;
        };
        so_far.push(name);
        let open = || openat2(root, &so_far, FOLDER, Mode::empty(), inside);
        above = match open() {
            Err(Errno::NOENT) => {
                mkdirat(&above, name, Mode::from_raw_mode(0o755))?;
                open()?
            }
            other => other?,
        };
    }
    Ok(above)
}

/// A file with this content, unless there is one already.
fn file(root: &OwnedFd, path: &str, content: &[u8]) -> io::Result<()> {
    let path = Path::new(path);
    let above = folder(root, path.parent().unwrap_or(path))?;
    let flags = OFlags::CREATE | OFlags::EXCL | OFlags::WRONLY | OFlags::CLOEXEC;
    let name = path.file_name().unwrap_or_default();
    match openat(&above, name, flags, Mode::from_raw_mode(0o644)) {
        Ok(file) => std::fs::File::from(file).write_all(content),
        Err(Errno::EXIST) => Ok(()),
        Err(error) => Err(error.into()),
    }
}
