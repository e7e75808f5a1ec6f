//! Inputs: the files that stand in the working directory when the command starts, and the blobs behind them.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{digest::Digest, path::RelPath};

/// A file that stands in the working directory when the command starts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Input {
    /// Where it stands, relative to the working directory.
    pub path: RelPath,
    /// The SHA-256 of its bytes.
    pub digest: Digest,
    /// Its size in bytes.
    pub size: u64,
    /// Whether it may be executed.
    #[serde(default)]
    pub executable: bool,
}

impl Input {
    /// Its bytes, by name and size.
    #[must_use]
    pub fn blob(&self) -> BlobRef {
        let (digest, size) = (self.digest, self.size);
        BlobRef { digest, size }
    }
}

/// A blob by name and size.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema,
)]
#[serde(deny_unknown_fields)]
pub struct BlobRef {
    /// The SHA-256 of its bytes.
    pub digest: Digest,
    /// Its size in bytes.
    pub size: u64,
}
