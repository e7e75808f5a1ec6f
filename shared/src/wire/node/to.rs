//! What the control plane says.

use serde::{Deserialize, Serialize};

use crate::{
    digest::Digest,
    id::{AttemptId, JobId, NodeId},
    spec::JobSpec,
    wire::blobs::{Base64Bytes, SignedUrl, Upload},
};

/// From the control plane to the runner.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ToNode {
    /// The answer to `Hello`.
    Welcome {
        /// Who the runner is.
        node: NodeId,
        /// How long a lease lasts without renewal, in seconds; renew at a third of it.
        lease_s: u32,
    },
    /// Take this attempt.
    Assign(Box<Assignment>),
    /// End this attempt: TERM, ten seconds, KILL; then finish it as cancelled.
    Cancel {
        /// Which.
        attempt: AttemptId,
    },
    /// Where to PUT outputs; blobs that are stored already are left out.
    Uploads {
        /// Whose.
        attempt: AttemptId,
        /// The missing ones.
        missing: Vec<Upload>,
    },
    /// All log bytes of this attempt before `pos` are stored.
    LogStored {
        /// Whose.
        attempt: AttemptId,
        /// Up to where.
        pos: u64,
    },
    /// The end of this attempt is stored; forget it.
    Accepted {
        /// Which.
        attempt: AttemptId,
    },
    /// The attempt is no longer this node's: kill, drop, forget.
    Fenced {
        /// Which.
        attempt: AttemptId,
    },
    /// The end cannot be accepted yet: these blobs are not stored. Upload and report again.
    BlobsMissing {
        /// Whose.
        attempt: AttemptId,
        /// Which.
        digests: Vec<Digest>,
    },
    /// No assignment will come any more on this connection.
    Drained,
}

/// One attempt to take.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assignment {
    /// The attempt.
    pub attempt: AttemptId,
    /// Its number, from 1.
    pub number: u32,
    /// The job.
    pub job: JobId,
    /// The container image.
    pub image: String,
    /// What to run; `env` holds the runtime's variables too, `secrets` their values.
    pub spec: JobSpec,
    /// Where the input files come from, in the order of `spec.inputs`.
    pub inputs: Vec<Source>,
    /// Where standard input comes from.
    pub stdin: Option<Source>,
}

/// Where the bytes of a blob come from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// From here.
    Inline(Base64Bytes),
    /// From there.
    Get(SignedUrl),
}
