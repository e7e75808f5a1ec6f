//! Where files of settings are, and those beside them.

use std::path::{Path, PathBuf};

use super::{FILE, file};
use crate::profile;

/// The user's file, where there is a home folder.
#[must_use]
pub fn users() -> Option<PathBuf> {
    Some(profile::home().ok()?.join(FILE))
}

/// The project's file: the first one found from `cwd` upward that is not the user's.
#[must_use]
pub fn upward(cwd: &Path) -> Option<PathBuf> {
    found_upward(cwd, FILE)
}

/// Another file of the project's, unless it is another user's.
#[must_use]
pub fn project_file(name: &str) -> Option<PathBuf> {
    let found = found_upward(&std::env::current_dir().ok()?, name);
    found.filter(|path| !file::is_anothers(path))
}

fn found_upward(cwd: &Path, name: &str) -> Option<PathBuf> {
    let own = std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".rgrid").join(name));
    let users = profile::home().ok().map(|home| home.join(name));
    let own = [own, users];
    cwd.ancestors()
        .map(|folder| folder.join(".rgrid").join(name))
        .find(|path| path.is_file() && !own.contains(&Some(path.clone())))
}
