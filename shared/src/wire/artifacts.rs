//! Artifacts as the API shows them.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::blobs::{Base64Bytes, SignedUrl};
use crate::{digest::Digest, path::RelPath};

/// A file that a job brought home.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Artifact {
    /// Its path below the working directory.
    pub path: RelPath,
    /// The SHA-256 of its bytes.
    pub digest: Digest,
    /// Its size in bytes.
    pub size: u64,
    /// Whether it may be executed.
    #[serde(default)]
    pub executable: bool,
}

/// An artifact and where to GET it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ArtifactUrl {
    /// The artifact.
    #[serde(flatten)]
    pub artifact: Artifact,
    /// Where to GET its bytes.
    pub get: SignedUrl,
    /// The bytes themselves: followers are given those of small files as they come.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bytes: Option<Base64Bytes>,
}

/// One page of `GET /v1/jobs/{id}/artifacts`, ordered by path.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ArtifactList {
    /// The artifacts.
    pub artifacts: Vec<ArtifactUrl>,
    /// Give it as `after` to get the next page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<RelPath>,
}
