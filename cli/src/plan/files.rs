//! Files: what is sent, each under its path in the working directory.
//!
//! Owns the collection and its rules: one local file per path, paths that may travel, a limit. Reads no bytes.

#[cfg(test)]
mod tests;

use std::{
    collections::BTreeMap,
    fs, io,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
};

use rgrid_shared::{limits::MAX_INPUTS, path::RelPath};

use crate::exit::{Failure, Result, quote};

/// A local file that is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LocalFile {
    /// Where it is here; nothing for an empty file that only makes a folder stand.
    pub local: Option<PathBuf>,
    /// Whether it may be executed.
    pub executable: bool,
}

/// The files of one plan, by their path in the working directory.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Files(pub BTreeMap<RelPath, LocalFile>);

/// The name of the empty file that makes an otherwise empty folder stand.
pub const FOLDER_MARK: &str = ".rgrid-folder";

impl Files {
    /// Adds a local file.
    ///
    /// # Errors
    /// When the path may not travel, is taken by another file, or there are too many.
    pub fn add(&mut self, remote: &str, local: &Path) -> Result<()> {
        let meta = fs::metadata(local).map_err(|error| Failure::file("read", local, &error))?;
        if !meta.is_file() {
            return Err(Failure::usage(format!(
                "{} is not a regular file",
                quote(local)
            )));
        }
        let executable = meta.permissions().mode() & 0o111 != 0;
        let path = travelling(remote, local)?;
        if let Some(before) = self.0.get(&path).and_then(|file| file.local.as_deref()) {
            if before != local && !same(before, local) {
                return Err(Failure::usage(format!(
                    "{} and {} would both be sent as {}",
                    quote(before),
                    quote(local),
                    quote(path.as_ref())
                ))
                .hint("--input LOCAL:REMOTE gives one of them another name"));
            }
            return Ok(());
        }
        self.insert(
            path,
            LocalFile {
                local: Some(local.to_owned()),
                executable,
            },
        )
    }

    /// Makes the folder `remote` stand, though nothing in it is sent.
    ///
    /// # Errors
    /// As [`Files::add`].
    pub fn add_folder(&mut self, remote: &str) -> Result<()> {
        let remote = remote.trim_matches('/');
        if remote.is_empty() {
            return Ok(());
        }
        let path = travelling(&format!("{remote}/{FOLDER_MARK}"), Path::new(remote))?;
        self.insert(
            path,
            LocalFile {
                local: None,
                executable: false,
            },
        )
    }

    fn insert(&mut self, path: RelPath, file: LocalFile) -> Result<()> {
        self.0.insert(path, file);
        if self.0.len() > MAX_INPUTS {
            return Err(
                Failure::usage(format!("more than {MAX_INPUTS} files would be sent"))
                    .hint("name a smaller folder, or list what is not needed in .rgridignore"),
            );
        }
        Ok(())
    }

    /// Whether a file or folder of this name is among them.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        let below = format!("{name}/");
        self.0
            .keys()
            .any(|path| path.as_str() == name || path.as_str().starts_with(&below))
    }
}

fn same(a: &Path, b: &Path) -> bool {
    matches!((a.canonicalize(), b.canonicalize()), (Ok(a), Ok(b)) if a == b)
}

fn travelling(remote: &str, local: &Path) -> Result<RelPath> {
    RelPath::new(remote)
        .map_err(|error| Failure::usage(format!("{} cannot be sent: {error}", quote(local))))
}

/// The path as text.
///
/// # Errors
/// When it is not UTF-8, which a path that travels must be.
pub fn text(path: &Path) -> Result<&str> {
    path.to_str().ok_or_else(|| {
        let error = io::Error::other("its name is not UTF-8");
        Failure::file("send", path, &error)
    })
}
