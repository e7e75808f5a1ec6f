//! Words: which arguments name files or folders of this machine, and how they read inside.
//!
//! Owns the forms in which an argument may name a path: alone, after `=`, after `@`.

#[cfg(test)]
mod tests;

use std::path::Path;

use super::{
    files::Files,
    place::{Placed, Places},
    walk,
};
use crate::exit::{Failure, Result};

/// Folders that every system has: naming one means the one inside.
const SYSTEM: [&str; 17] = [
    "/", "/bin", "/boot", "/dev", "/etc", "/home", "/lib", "/lib64", "/media", "/mnt", "/opt",
    "/proc", "/run", "/sbin", "/sys", "/tmp", "/var",
];
/// Below these nothing is ever sent.
const SYSTEM_TREES: [&str; 9] = [
    "/bin", "/boot", "/dev", "/lib", "/lib64", "/proc", "/sbin", "/sys", "/usr",
];

/// The argument as it must read inside; the files that it names are added to `files`.
///
/// # Errors
/// When a named file or folder cannot be sent.
pub(super) fn argument(word: &str, places: &mut Places, files: &mut Files) -> Result<String> {
    for at in starts(word) {
        let (before, path) = word.split_at_checked(at).unwrap_or((word, ""));
        if let Some(inside) = path_word(path, places, files)? {
            return Ok(format!("{before}{inside}"));
        }
    }
    Ok(word.to_owned())
}

/// Where a path may begin in a word: at once, after the first `=`, after a leading `@`.
fn starts(word: &str) -> impl Iterator<Item = usize> {
    let equals = word.find('=').map(|at| at.saturating_add(1));
    let at = word.starts_with('@').then_some(1);
    [Some(0), equals, at].into_iter().flatten()
}

/// The path as it reads inside, when it names something of this machine.
fn path_word(path: &str, places: &mut Places, files: &mut Files) -> Result<Option<String>> {
    if path.is_empty() || path == "-" || is_system(path) {
        return Ok(None);
    }
    let Ok(meta) = places.cwd().join(path).metadata() else {
        return absent(path, places, files);
    };
    if !meta.is_file() && !meta.is_dir() {
        return Ok(None);
    }
    let stands = place(path, places)?;
    if meta.is_dir() {
        walk::add_folder(files, &stands.remote, &stands.local)?;
    } else {
        files.add(&stands.remote, &stands.local)?;
    }
    Ok(Some(stands.word))
}

/// A path outside the working directory that is not there yet, in a folder that is: something the
/// script will write. Its folder must stand inside, and the file comes back to where it was named.
fn absent(path: &str, places: &mut Places, files: &mut Files) -> Result<Option<String>> {
    let leads_out = path.starts_with('/') || path.starts_with("../") || path.contains("/../");
    let parent = Path::new(path)
        .parent()
        .filter(|parent| places.cwd().join(parent).is_dir());
    if !leads_out || parent.is_none_or(|parent| parent == Path::new("/")) {
        return Ok(None);
    }
    let Ok(stands) = places.place(path) else {
        return Ok(None);
    };
    if let Some((folder, _)) = stands.remote.rsplit_once('/') {
        files.add_folder(folder)?;
    }
    Ok(Some(stands.word))
}

/// Where a path stands.
///
/// # Errors
/// When it cannot be found, or is not UTF-8.
pub(super) fn place(path: &str, places: &mut Places) -> Result<Placed> {
    let local = places.cwd().join(path);
    places
        .place(path)
        .map_err(|error| Failure::file("send", &local, &error))
}

fn is_system(path: &str) -> bool {
    let trimmed = if path == "/" {
        path
    } else {
        path.trim_end_matches('/')
    };
    SYSTEM.contains(&trimmed)
        || SYSTEM_TREES
            .iter()
            .any(|tree| Path::new(path).starts_with(tree))
}
