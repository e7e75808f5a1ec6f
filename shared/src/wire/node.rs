//! The conversation of a runner and the control plane over one WebSocket (`DESIGN.md` §5).
//!
//! Text frames carry these messages as JSON, binary frames carry [`super::logs::LogFrame`]s from the
//! runner. Flow is by credit: the runner says how many assignments it is willing to have received in
//! all on this connection, the control plane never sends more.

use serde::{Deserialize, Serialize};

use super::{
    artifacts::Artifact,
    blobs::{Base64Bytes, SignedUrl, Upload},
};
use crate::{
    digest::Digest,
    id::{AttemptId, JobId, NodeId},
    job::Outcome,
    spec::{BlobRef, JobSpec},
};

/// The version of this conversation; another one is refused with a sentence.
pub const PROTOCOL: u32 = 1;

/// From the runner to the control plane.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum FromNode {
    /// The first message.
    Hello(Hello),
    /// Assignments it is willing to have received in all on this connection; only grows.
    Credit {
        /// The total.
        total: u64,
    },
    /// Renews the leases of these attempts; also the heartbeat, when empty.
    Renew {
        /// The attempts it still works on.
        attempts: Vec<AttemptId>,
    },
    /// Asks where to PUT outputs.
    RequestUploads {
        /// Whose.
        attempt: AttemptId,
        /// The blobs.
        blobs: Vec<BlobRef>,
    },
    /// The attempt ended; repeated until `Accepted` or `Fenced` comes.
    Finished(Box<Finished>),
    /// Wants no more work; answered by `Drained`.
    Drain,
}

/// The first message of a runner.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hello {
    /// [`PROTOCOL`].
    pub protocol: u32,
    /// The version of the runner.
    pub version: String,
    /// How many jobs it takes at the same time.
    pub slots: u32,
    /// Thousandths of a vCPU it has.
    pub cpu_millis: u32,
    /// Memory it has, in bytes.
    pub memory_bytes: u64,
    /// Attempts it still has from before; leases of this node on others are given up at once.
    pub held: Vec<AttemptId>,
}

/// The end of an attempt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finished {
    /// Which.
    pub attempt: AttemptId,
    /// How it ended.
    pub outcome: Outcome,
    /// What it used.
    pub usage: Usage,
    /// What it brings home; each blob is inline, uploaded, or was stored before.
    pub artifacts: Vec<Artifact>,
    /// Small outputs that ride along: 64 KiB each, 1 MiB in all.
    pub inline: Vec<Base64Bytes>,
    /// How many log bytes it made in all; the log is whole when they have arrived.
    pub log_bytes: u64,
    /// Whether log bytes beyond the limit were dropped.
    pub log_truncated: bool,
}

/// What an attempt used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Usage {
    /// From the command's start to its end, in milliseconds.
    pub duration_ms: u64,
    /// Processor time of all its processes, in milliseconds; 0 when the engine does not tell.
    pub cpu_ms: u64,
    /// The most memory it held, in bytes; 0 when the engine does not tell.
    pub max_memory_bytes: u64,
}

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
