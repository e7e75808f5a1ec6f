//! Places: where each local path stands in the job's working directory.
//!
//! A plain relative path stands where it is written. A path that leads into the current directory by a
//! detour becomes relative to it; one outside it gets a numbered folder, one number per local folder, so
//! that two files never meet and files that are neighbours here are neighbours there.
//! Owns the mapping both ways. Does not read files.

mod path;
#[cfg(test)]
mod tests;

use std::{
    collections::BTreeSet,
    io,
    path::{Path, PathBuf},
};

use path::{plain, real};

/// The folder under which paths from outside the current directory stand.
const BASE: &str = ".rgrid-in";

/// Maps local paths into the working directory.
#[derive(Debug, Clone)]
pub struct Places {
    cwd: PathBuf,
    base: String,
    folders: Vec<PathBuf>,
    named: BTreeSet<String>,
}

/// Where a word's path stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    /// The path below the working directory; empty for the directory itself.
    pub remote: String,
    /// The local path.
    pub local: PathBuf,
    /// The word that says the same inside.
    pub word: String,
}

impl Places {
    /// The places of a run in `cwd`, which must be a real path.
    #[must_use]
    pub fn new(cwd: PathBuf) -> Self {
        let mut base = BASE.to_owned();
        while cwd.join(&base).symlink_metadata().is_ok() {
            base.push('_');
        }
        Self {
            cwd,
            base,
            folders: Vec::new(),
            named: BTreeSet::new(),
        }
    }

    /// The current directory, without links.
    #[must_use]
    pub fn cwd(&self) -> &Path {
        &self.cwd
    }

    /// Where the path named by `word` stands.
    ///
    /// # Errors
    /// When the folder that it is in cannot be found, or it is not a name (`/`).
    pub fn place(&mut self, word: &str) -> io::Result<Placed> {
        if let Some(remote) = plain(word) {
            let local = self.cwd.join(word);
            return Ok(Placed {
                remote,
                local,
                word: word.to_owned(),
            });
        }
        let real = real(&self.cwd.join(word))?;
        let remote = self.remote(&real).ok_or(io::ErrorKind::InvalidFilename)?;
        let mut inside = if remote.is_empty() {
            ".".to_owned()
        } else {
            remote.clone()
        };
        if word.ends_with('/') {
            inside.push('/');
        }
        self.named.insert(remote.clone());
        Ok(Placed {
            remote,
            local: real,
            word: inside,
        })
    }

    /// Where a real path stands; nothing for the root and for names that are not UTF-8.
    pub fn remote(&mut self, real: &Path) -> Option<String> {
        if let Ok(below) = real.strip_prefix(&self.cwd) {
            return below.to_str().map(str::to_owned);
        }
        let (folder, name) = (real.parent()?, real.file_name()?.to_str()?);
        let known = self.folders.iter().position(|known| known == folder);
        let index = known.unwrap_or_else(|| {
            self.folders.push(folder.to_path_buf());
            self.folders.len().saturating_sub(1)
        });
        Some(format!("{}/{}/{name}", self.base, index.saturating_add(1)))
    }

    /// The local path of a path below the numbered folders.
    #[must_use]
    pub fn local(&self, remote: &str) -> Option<PathBuf> {
        let (number, name) = self.numbered(remote)?;
        let index = number.checked_sub(1)?;
        Some(self.folders.get(index)?.join(name))
    }

    /// Whether a path, or a folder that it is in, was named by the user.
    #[must_use]
    pub fn named(&self, remote: &str) -> bool {
        let ends = remote
            .match_indices('/')
            .map(|(at, _)| at)
            .chain([remote.len()]);
        ends.filter_map(|at| remote.get(..at))
            .any(|path| self.named.contains(path))
    }

    /// A path without its numbered folder, if it is below one.
    #[must_use]
    pub fn stripped<'a>(&self, remote: &'a str) -> Option<&'a str> {
        self.numbered(remote).map(|(_, name)| name)
    }

    fn numbered<'a>(&self, remote: &'a str) -> Option<(usize, &'a str)> {
        let below = remote.strip_prefix(&self.base)?.strip_prefix('/')?;
        let (number, name) = below.split_once('/')?;
        Some((number.parse().ok()?, name))
    }
}
