//! Pack file: a pack under way, removed however its way ends.

use std::{
    fs,
    ops::Deref,
    path::{Path, PathBuf},
};

/// The place of a pack under way, there or not yet.
#[derive(Debug)]
pub(crate) struct PackFile(pub(super) PathBuf);

impl Deref for PackFile {
    type Target = Path;

    fn deref(&self) -> &Path {
        &self.0
    }
}

impl Drop for PackFile {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}
