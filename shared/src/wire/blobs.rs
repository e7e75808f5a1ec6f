//! Blobs on the wire: bytes that ride inside a request, and signed URLs for those that do not.

use std::{collections::BTreeMap, fmt};

use data_encoding::BASE64;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use utoipa::ToSchema;

use crate::{digest::Digest, spec::BlobRef};

/// Bytes that travel as base64 inside JSON.
#[derive(Clone, PartialEq, Eq, Default, ToSchema)]
#[schema(value_type = String, format = Byte)]
pub struct Base64Bytes(pub bytes::Bytes);

impl fmt::Debug for Base64Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[{} bytes]", self.0.len())
    }
}

impl Serialize for Base64Bytes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&BASE64.encode(&self.0))
    }
}

impl<'de> Deserialize<'de> for Base64Bytes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        let bytes = BASE64
            .decode(text.as_bytes())
            .map_err(serde::de::Error::custom)?;
        Ok(Self(bytes.into()))
    }
}

/// A URL that may be used by whoever has it, until it expires, exactly as signed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SignedUrl {
    /// Where.
    pub url: String,
    /// Headers that must be sent with it, as they are.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub headers: BTreeMap<String, String>,
}

impl fmt::Debug for SignedUrl {
    /// Shows the address without the signature.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.url.split('?').next().unwrap_or_default())
    }
}

/// A blob that the control plane does not have yet, and where to PUT it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Upload {
    /// Which blob.
    #[serde(flatten)]
    pub blob: BlobRef,
    /// Where to PUT its bytes; bound to their length and checksum.
    pub put: SignedUrl,
}

/// `POST /v1/blobs/uploads`: asks for fresh upload URLs, as when the first ones expired.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RequestUploads {
    /// The blobs, at most 1,000 at a time; those already stored are left out of the answer.
    pub blobs: Vec<BlobRef>,
}

/// The answer: what is missing, with URLs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Uploads {
    /// The missing blobs.
    pub missing: Vec<Upload>,
}

/// `POST /v1/blobs/commit`: says that these blobs were uploaded; the server verifies each.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CommitBlobs {
    /// The blobs, at most 1,000 at a time.
    pub blobs: Vec<BlobRef>,
}

/// The answer: which are stored now, and which are not what they were said to be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CommittedBlobs {
    /// Verified and stored; jobs that waited for nothing else are queued now.
    pub stored: Vec<Digest>,
    /// Absent or different.
    pub missing: Vec<Digest>,
}
