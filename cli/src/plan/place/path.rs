//! What a word says about where a path leads.

use std::{
    io,
    path::{Component, Path, PathBuf},
};

/// The path of a word that stays below the current directory as it is written.
pub(super) fn plain(word: &str) -> Option<String> {
    let mut parts = Vec::new();
    for part in Path::new(word).components() {
        match part {
            Component::Normal(name) => parts.push(name.to_str()?),
            Component::CurDir => {}
            Component::ParentDir | Component::RootDir | Component::Prefix(_) => return None,
        }
    }
    Some(parts.join("/"))
}

/// The path without links and dots, of which the last name need not exist and may be a link.
pub(super) fn real(path: &Path) -> io::Result<PathBuf> {
    match (path.parent(), path.file_name()) {
        (Some(folder), Some(name)) => Ok(folder.canonicalize()?.join(name)),
        _ => path.canonicalize(),
    }
}
