//! What is known of an object.

use std::collections::BTreeMap;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use rgrid_shared::digest::Digest;
use s3s::dto::{ETag, Timestamp};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// One object, as written in its index file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Meta {
    /// The key, whole: the file's name is only its hash.
    pub(super) key: String,
    /// The name of its bytes.
    pub(super) blob: Uuid,
    /// Length in bytes.
    pub(super) size: u64,
    /// Hash of all of its bytes, also when it came in parts.
    pub(super) sha256: Digest,
    /// Number of parts; 0 when it came whole.
    #[serde(default)]
    pub(super) parts: u32,
    /// When it was stored, in milliseconds since 1970.
    pub(super) modified_ms: u64,
    /// Said by who stored it.
    #[serde(flatten)]
    pub(super) labels: Labels,
}

/// What the client says about an object, kept and given back as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Labels {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) content_type: Option<String>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) user: BTreeMap<String, String>,
}

impl Labels {
    pub(super) fn new(
        content_type: Option<String>,
        user: Option<impl IntoIterator<Item = (String, String)>>,
    ) -> Self {
        Self {
            content_type,
            user: user
                .map(|map| map.into_iter().collect())
                .unwrap_or_default(),
        }
    }
}

impl Meta {
    /// Changes exactly when the bytes change. It is no MD5: hashing twice would cost more than anyone gains.
    pub(super) fn etag(&self) -> ETag {
        etag(&self.sha256, self.parts)
    }

    pub(super) fn modified(&self) -> Timestamp {
        time(self.modified_ms)
    }
}

pub(super) fn etag(sha256: &Digest, parts: u32) -> ETag {
    ETag::Strong(if parts == 0 {
        sha256.to_string()
    } else {
        format!("{sha256}-{parts}")
    })
}

pub(super) fn time(ms: u64) -> Timestamp {
    UNIX_EPOCH
        .checked_add(Duration::from_millis(ms))
        .unwrap_or(UNIX_EPOCH)
        .into()
}

pub(super) fn now_ms() -> u64 {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}
