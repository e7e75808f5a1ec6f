//! What a command leaves behind: files with their bytes' names, and a count of what stays.

use std::collections::HashSet;

use rgrid_shared::{
    digest::Digest,
    limits::{MAX_ARTIFACT_NAMES_BYTES, MAX_ARTIFACTS, MAX_INLINE_BLOB_BYTES, MAX_INLINE_BYTES},
    path::RelPath,
    wire::{artifacts::Artifact, blobs::Base64Bytes},
};

use super::read;
use crate::{beneath::Root, stage_in::Known};

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
    /// What there is more of than may come home.
    pub(crate) excess: Option<Excess>,
}

/// What there is too much of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Excess {
    /// Files.
    Files,
    /// Bytes of files.
    Bytes,
    /// Bytes of names: no message would hold the report.
    Names,
}

impl Excess {
    /// What of `found`, files and bytes of names, is more than `most`.
    pub(super) fn of(found: (usize, usize), most: (usize, usize)) -> Option<Self> {
        if found.0 > most.0 {
            Some(Self::Files)
        } else if found.1 > most.1 {
            Some(Self::Names)
        } else {
            None
        }
    }

    fn words(self) -> String {
        match self {
            Self::Files => format!("more than {MAX_ARTIFACTS} files; an archive of them is one"),
            Self::Bytes => "more bytes than its disk limit or 5 GiB in one file".to_owned(),
            Self::Names => format!(
                "paths of more than {} MiB; an archive or shorter names would fit",
                MAX_ARTIFACT_NAMES_BYTES >> 20
            ),
        }
    }
}

impl Collected {
    /// Reads one file; one that cannot be read as a regular file any more is counted as special.
    pub(super) fn take(&mut self, root: &Root, known: &Known, path: RelPath, left: &mut u64) {
        let riding = self.inline.iter().map(|bytes| bytes.0.len()).sum();
        let keep = MAX_INLINE_BYTES
            .saturating_sub(riding)
            .min(MAX_INLINE_BLOB_BYTES);
        let found = match read::read(root, known, &path, (*left, keep)) {
            Ok(read::Read::Unchanged) => return,
            Ok(read::Read::TooLarge) => {
                self.excess = Some(Excess::Bytes);
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

    /// Tells whether what was read is more than may come home.
    pub(super) fn judge(&mut self) {
        let lengths = self
            .artifacts
            .iter()
            .map(|artifact| encoded(&artifact.path));
        let found = (self.artifacts.len(), lengths.sum());
        let most = (MAX_ARTIFACTS, MAX_ARTIFACT_NAMES_BYTES);
        self.excess = self.excess.or(Excess::of(found, most));
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
        if let Some(excess) = self.excess {
            notes.push(format!(
                "rgrid: nothing comes home, for it left {}",
                excess.words()
            ));
        }
        notes
    }
}

/// How long a path is in a report.
fn encoded(path: &RelPath) -> usize {
    serde_json::to_string(path).map_or(0, |text| text.len())
}
