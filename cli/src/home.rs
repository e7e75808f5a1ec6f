//! Home: bringing a job's files to where they belong, streamed, checked, several at a time.
//!
//! Owns where each artifact goes and that it lands whole or not at all. A path never leads out of its folder.

mod beneath;
mod dashboard;
mod fetch;
mod layout;
mod same;

use std::{fs::File, io, path::Path};

use rgrid_shared::path::RelPath;

use crate::exit::{Failure, Result};

pub use dashboard::Downloads;
pub use fetch::{Fetcher, Got};
pub use layout::{Batch, Folder, Goes, Single};
pub use same::is_same;

/// Writes the file `path` below `root`, whole or not at all.
///
/// # Errors
/// When something is in the way, or the disk says no.
pub fn write(
    root: &Path,
    path: &RelPath,
    write: impl FnOnce(&mut File) -> io::Result<()>,
) -> Result<()> {
    let (landing, mut file) = beneath::Landing::open(root, path)?;
    write(&mut file).map_err(|error| Failure::file("write", &root.join(path), &error))?;
    landing.land(&file, false)
}

/// Puts the bytes of another file into their place, whole or not at all.
///
/// # Errors
/// When something is in the way, or the disk says no.
pub fn put(goes: &Goes, executable: bool, bytes: &mut File) -> Result<()> {
    let (landing, mut file) = beneath::Landing::open(&goes.root, &goes.path)?;
    io::copy(bytes, &mut file)
        .map_err(|error| Failure::file("write", &goes.root.join(&goes.path), &error))?;
    landing.land(&file, executable)
}
