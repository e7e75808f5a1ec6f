//! Reading one output: opened, judged and hashed by one handle.

use std::{
    fs::File,
    io::{self, Read as _},
    os::unix::fs::PermissionsExt as _,
    path::Path,
};

use bytes::Bytes;
use rgrid_shared::{
    digest::{Digest, Hasher},
    limits::MAX_BLOB_BYTES,
    path::RelPath,
};

use crate::{beneath::Root, stage_in::Known, stamp::Stamp};

/// What a file turned out to be.
pub(super) enum Read {
    /// An input with the bytes it had.
    Unchanged,
    /// New or changed.
    Changed(Found),
    /// More than may come home.
    TooLarge,
}

/// A file and its bytes' name.
pub(super) struct Found {
    pub(super) digest: Digest,
    pub(super) size: u64,
    pub(super) executable: bool,
    /// The bytes themselves when they are few enough.
    pub(super) bytes: Option<Bytes>,
}

/// Reads the file at `path`; of one at most `most` bytes long, and keeps at most `keep` bytes.
pub(super) fn read(
    root: &Root,
    known: &Known,
    path: &RelPath,
    (most, keep): (u64, usize),
) -> io::Result<Read> {
    let file = root.file(Path::new(path.as_str()))?;
    let metadata = file.metadata()?;
    if !metadata.is_file() {
        return Err(io::ErrorKind::InvalidInput.into());
    }
    let executable = metadata.permissions().mode() & 0o100 != 0;
    let before = known.get(path);
    if before.is_some_and(|(stamp, _)| *stamp == Stamp::of(&metadata)) {
        return Ok(Read::Unchanged);
    }
    if metadata.len() > most.min(MAX_BLOB_BYTES) {
        return Ok(Read::TooLarge);
    }
    let found = hash(file, metadata.len(), executable, keep)?;
    let same = before.is_some_and(|(_, input)| {
        input.digest == found.digest && input.executable == found.executable
    });
    Ok(if same {
        Read::Unchanged
    } else {
        Read::Changed(found)
    })
}

/// Hashes up to the length that the file had when it was opened.
fn hash(file: File, length: u64, executable: bool, keep: usize) -> io::Result<Found> {
    let mut file = file.take(length);
    let mut hasher = Hasher::default();
    if length <= keep as u64 {
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes)?;
        hasher.update(&bytes);
        let (digest, size) = hasher.finish();
        return Ok(Found {
            digest,
            size,
            executable,
            bytes: Some(bytes.into()),
        });
    }
    let mut buffer = vec![0; 256 << 10];
    loop {
        let count = file.read(&mut buffer)?;
        if count == 0 {
            break;
        }
        hasher.update(buffer.get(..count).unwrap_or_default());
    }
    let (digest, size) = hasher.finish();
    Ok(Found {
        digest,
        size,
        executable,
        bytes: None,
    })
}
