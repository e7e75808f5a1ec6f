//! Folders: which of their files are sent. Git's ignore rules hold, and those of `.rgridignore` before them; `.git` never goes, and a link is followed
//! only to a regular file below the same folder.

#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};

use ignore::WalkBuilder;

use super::files::{Files, text};
use crate::exit::{Failure, Result, quote};

/// A file of rules as `.gitignore` has them, for what git keeps and a job does not need.
const RULES: &str = ".rgridignore";

/// Adds the files below `folder` to `files`, under `remote`.
///
/// # Errors
/// When something in it cannot be read or sent.
pub(super) fn add_folder(files: &mut Files, remote: &str, folder: &Path) -> Result<()> {
    let mut found = list(folder, true)?;
    if found.is_empty() {
        // The folder was named, so rules from above it do not empty it.
        found = list(folder, false)?;
    }
    if found.is_empty() {
        return files.add_folder(remote);
    }
    for path in found {
        let below = path.strip_prefix(folder).unwrap_or(&path);
        let name = text(below)?;
        let remote = remote.trim_matches('/');
        let remote = if remote.is_empty() {
            name.to_owned()
        } else {
            format!("{remote}/{name}")
        };
        files.add(&remote, &path)?;
    }
    Ok(())
}

/// The files to send below `folder`, sorted.
fn list(folder: &Path, rules_from_above: bool) -> Result<Vec<PathBuf>> {
    let root = folder
        .canonicalize()
        .map_err(|error| Failure::file("read", folder, &error))?;
    let mut found = Vec::new();
    let walk = WalkBuilder::new(folder)
        .hidden(false)
        .parents(rules_from_above)
        .ignore(false)
        .require_git(false)
        .add_custom_ignore_filename(RULES)
        .filter_entry(|entry| entry.file_name() != ".git")
        .sort_by_file_name(Ord::cmp)
        .build();
    for entry in walk {
        let entry = entry.map_err(|error| unreadable(folder, &error))?;
        let Some(kind) = entry.file_type() else {
            continue;
        };
        let path = entry.path();
        if kind.is_file() || (kind.is_symlink() && entry.depth() > 0 && leads_inside(path, &root)) {
            found.push(path.to_owned());
        }
    }
    Ok(found)
}

/// Whether a link leads to a regular file below `root`.
fn leads_inside(link: &Path, root: &Path) -> bool {
    link.canonicalize()
        .is_ok_and(|real| real.starts_with(root) && real.is_file())
}

fn unreadable(folder: &Path, error: &ignore::Error) -> Failure {
    let why = match error.io_error() {
        Some(io) => io.to_string(),
        None => error.to_string(),
    };
    Failure::local(format!("cannot read all of {}: {why}", quote(folder)))
}
