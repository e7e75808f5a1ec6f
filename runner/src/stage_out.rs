//! Stage out: which files the command made or changed, and bringing them home.
//!
//! Owns the choice and the reading of outputs. Only regular files opened beneath the working directory
//! without following links; an input that still has its bytes is no output. Nothing here trusts a
//! name, a size or a kind that was seen before the file was opened.

mod filter;
mod read;
#[cfg(test)]
mod tests;
mod upload;

use std::{collections::HashSet, io, ops::ControlFlow};

use rgrid_shared::{
    digest::Digest,
    limits::{MAX_ARTIFACTS, MAX_INLINE_BLOB_BYTES, MAX_INLINE_BYTES},
    path::RelPath,
    wire::{artifacts::Artifact, blobs::Base64Bytes},
};
use rustix::fs::FileType;

use crate::{beneath::Root, stage_in::Known, walk::walk};

pub(crate) use filter::Filter;
pub(crate) use upload::{Uploader, UploadsFailed};

/// What a command leaves behind.
#[derive(Debug, Default)]
pub(crate) struct Collected {
    /// New and changed files, by path.
    pub(crate) artifacts: Vec<Artifact>,
    /// The bytes of the small ones, each once.
    pub(crate) inline: Vec<Base64Bytes>,
    /// Digests of those bytes.
    pub(crate) inlined: HashSet<Digest>,
    /// Files whose names cannot travel.
    pub(crate) unnamable: u64,
    /// Links, pipes, sockets and the like.
    pub(crate) special: u64,
    /// Whether there is more than may come home.
    pub(crate) excess: bool,
}

/// Looks at everything beneath `root`; blocks for as long as reading it takes.
pub(crate) fn collect(
    root: &Root,
    known: &Known,
    filter: &Filter,
    most_bytes: u64,
) -> io::Result<Collected> {
    let mut collected = Collected::default();
    let mut paths = Vec::new();
    walk(root, |entry| {
        match (entry.kind(), rel_path(entry.path)) {
            (FileType::Directory, _) => {
                collected.unnamable = collected.unnamable.saturating_add(entry.too_deep.into());
            }
            (FileType::RegularFile, Some(path)) if filter.takes(&path) => paths.push(path),
            (FileType::RegularFile, Some(_)) => {}
            (FileType::RegularFile, None) => {
                collected.unnamable = collected.unnamable.saturating_add(1);
            }
            _ => collected.special = collected.special.saturating_add(1),
        }
        // Unchanged inputs may lie among them, so as many more are looked at.
        collected.excess = paths.len() > MAX_ARTIFACTS.saturating_add(known.len());
        if collected.excess {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    })?;
    paths.sort();
    let mut left = most_bytes;
    for path in paths {
        collected.take(root, known, path, &mut left);
    }
    collected.excess |= collected.artifacts.len() > MAX_ARTIFACTS;
    Ok(collected)
}

fn rel_path(path: &std::path::Path) -> Option<RelPath> {
    RelPath::new(path.to_str()?).ok()
}

impl Collected {
    /// Reads one file; one that cannot be read as a regular file any more is counted as special.
    fn take(&mut self, root: &Root, known: &Known, path: RelPath, left: &mut u64) {
        let riding = self.inline.iter().map(|bytes| bytes.0.len()).sum();
        let keep = MAX_INLINE_BYTES
            .saturating_sub(riding)
            .min(MAX_INLINE_BLOB_BYTES);
        let found = match read::read(root, known, &path, (*left, keep)) {
            Ok(read::Read::Unchanged) => return,
            Ok(read::Read::TooLarge) => {
                self.excess = true;
                return;
            }
            Ok(read::Read::Changed(found)) => found,
            Err(_) => {
                self.special = self.special.saturating_add(1);
                return;
            }
        };
        *left = left.saturating_sub(found.size);
        if let Some(bytes) = found.bytes
            && self.inlined.insert(found.digest)
        {
            self.inline.push(Base64Bytes(bytes));
        }
        let (digest, size, executable) = (found.digest, found.size, found.executable);
        self.artifacts.push(Artifact {
            path,
            digest,
            size,
            executable,
        });
    }

    /// Leaves everything behind.
    pub(crate) fn keep_nothing(&mut self) {
        self.artifacts.clear();
        self.inline.clear();
    }

    /// Leaves behind what does not ride along.
    pub(crate) fn keep_inlined(&mut self) {
        let inlined = &self.inlined;
        self.artifacts
            .retain(|artifact| inlined.contains(&artifact.digest));
    }

    /// What the user should read about files that stay behind.
    pub(crate) fn notes(&self) -> Vec<String> {
        let mut notes = Vec::new();
        if self.unnamable > 0 {
            let count = self.unnamable;
            notes.push(format!(
                "rgrid: {count} file(s) were left behind: a name is not UTF-8 or too long"
            ));
        }
        if self.excess {
            notes.push(format!(
                "rgrid: it left more files or bytes than may come home ({MAX_ARTIFACTS} files, its disk limit in bytes)"
            ));
        }
        notes
    }
}
