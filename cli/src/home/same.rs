//! Same: whether a file that is here has the bytes that it should have.

use std::{fs, io::Read, path::Path};

use rgrid_shared::digest::{Digest, Hasher};

/// Whether a regular file is at `path` with these bytes.
#[must_use]
pub fn is_same(path: &Path, size: u64, digest: Digest) -> bool {
    let found = fs::symlink_metadata(path);
    found.is_ok_and(|found| found.is_file() && found.len() == size)
        && has_digest(path, digest).unwrap_or(false)
}

fn has_digest(path: &Path, digest: Digest) -> std::io::Result<bool> {
    let mut file = fs::File::open(path)?;
    let mut hasher = Hasher::default();
    let mut piece = vec![0; 64 << 10];
    loop {
        let count = file.read(&mut piece)?;
        if count == 0 {
            return Ok(hasher.finish().0 == digest);
        }
        hasher.update(piece.get(..count).unwrap_or_default());
    }
}
