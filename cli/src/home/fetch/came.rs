//! Came: a small file whose bytes came with the news of it.

#[cfg(test)]
mod tests;

use std::io::Write as _;

use rgrid_shared::{digest::Digest, wire::artifacts::ArtifactUrl};

use super::super::{beneath::Landing, layout::Goes};
use crate::exit::{Failure, Result};

/// Puts it in its place; says no when its bytes are not here, or are others.
pub(super) fn land(file: &ArtifactUrl, goes: &Goes) -> Result<bool> {
    let is_it = |bytes: &&[u8]| Digest::of(bytes) == file.artifact.digest;
    let bytes = file.bytes.as_ref().map(|bytes| bytes.0.as_ref());
    let Some(bytes) = bytes.filter(is_it) else {
        return Ok(false);
    };
    let (landing, mut local) = Landing::open(&goes.root, &goes.path)?;
    local
        .write_all(bytes)
        .map_err(|error| Failure::file("write", &goes.root.join(&goes.path), &error))?;
    landing.land(&local, file.artifact.executable)?;
    Ok(true)
}
