//! Link: where a link says it leads, without going there.

use std::{ffi::OsString, io, os::unix::ffi::OsStringExt as _, path::Path, path::PathBuf};

use rustix::fs::{OFlags, readlinkat};

use super::Root;

/// The link itself.
const LINK: OFlags = OFlags::PATH.union(OFlags::NOFOLLOW).union(OFlags::CLOEXEC);

impl Root {
    /// What the link at `path` says.
    pub(crate) fn link(&self, path: &Path) -> io::Result<PathBuf> {
        let link = self.resolve(path, LINK)?;
        let target = readlinkat(&link, "", Vec::new())?;
        Ok(OsString::from_vec(target.into_bytes()).into())
    }
}
