//! Removing what is not needed any more.

use std::{fs, io, path::Path};

use super::Entry;
use crate::remove::remove_tree;

/// Removes a set, which nobody has any more.
pub(super) fn remove(entry: &Entry) {
    let place = entry.tree.parent().unwrap_or(&entry.tree);
    if let Err(error) = gone(place) {
        tracing::warn!(%error, "packages that are not needed any more cannot be removed");
    }
}

/// Removes a folder or a file, there or not.
pub(super) fn gone(path: &Path) -> io::Result<()> {
    match fs::symlink_metadata(path) {
        Ok(found) if found.is_dir() => remove_tree(path),
        Ok(_) => fs::remove_file(path),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
    }
}
