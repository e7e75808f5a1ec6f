//! A piece of a log in JSON, and when it was stored.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Stream;
use crate::wire::blobs::Base64Bytes;

/// A piece of a log in JSON.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LogChunk {
    /// The attempt's number.
    pub attempt: u32,
    /// Which stream.
    pub stream: Stream,
    /// How many bytes of both streams came before.
    pub pos: u64,
    /// The bytes.
    pub data: Base64Bytes,
    /// When the control plane stored it, by the database's clock; not known of logs from before that was kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<DateTime<Utc>>,
}

impl LogChunk {
    /// Whether it was stored before a time; one without a time was.
    #[must_use]
    pub fn is_before(&self, since: Option<DateTime<Utc>>) -> bool {
        since.is_some_and(|since| self.at.is_none_or(|at| at < since))
    }
}
