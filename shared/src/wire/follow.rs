//! What a follower of a job or a batch receives: text frames of these, binary frames of log bytes.

use serde::{Deserialize, Serialize};

use super::{artifacts::ArtifactUrl, batches::Batch, jobs::Job};

/// An event of `GET /v1/jobs/{id}/follow`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum JobEvent {
    /// The job is in another state than before; also sent first.
    State {
        /// The job now.
        job: Box<Job>,
    },
    /// The job has ended and all its log bytes were sent; the last message.
    End {
        /// The job.
        job: Box<Job>,
        /// What it brought home; of very many files the first by path.
        artifacts: Vec<ArtifactUrl>,
        /// Whether there are more: read on from the last one at `GET /v1/jobs/{id}/artifacts?after=PATH`.
        /// The client of this crate does so by itself.
        #[serde(default)]
        more: bool,
    },
}

/// An event of `GET /v1/batches/{id}/follow?after=SEQ`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum BatchEvent {
    /// The counts changed; also sent first.
    Counts {
        /// The batch now.
        batch: Batch,
    },
    /// A job of the batch ended.
    Item {
        /// Resume after this number.
        seq: u64,
        /// The job.
        job: Box<Job>,
        /// What it brought home; of very many files the first by path.
        artifacts: Vec<ArtifactUrl>,
        /// Whether there are more: read on from the last one at `GET /v1/jobs/{id}/artifacts?after=PATH`.
        /// The client of this crate does so by itself.
        #[serde(default)]
        more: bool,
    },
    /// Every job has ended and was sent; the last message.
    End {
        /// The batch.
        batch: Batch,
    },
}
