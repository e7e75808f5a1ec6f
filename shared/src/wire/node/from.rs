//! What the runner says.

use serde::{Deserialize, Serialize};

use crate::{
    digest::Digest,
    id::AttemptId,
    job::Outcome,
    spec::BlobRef,
    wire::{artifacts::Artifact, blobs::Base64Bytes, nodes::Pool},
};

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
        /// How it is.
        #[serde(default)]
        condition: Condition,
    },
    /// Asks where to PUT outputs.
    RequestUploads {
        /// Whose.
        attempt: AttemptId,
        /// The blobs.
        blobs: Vec<BlobRef>,
    },
    /// Asks for a set of packages, or tells of one.
    Packages {
        /// For whose job.
        attempt: AttemptId,
        /// Which set.
        key: Digest,
        /// What the node has to say of it.
        #[serde(default)]
        about: AboutPackages,
    },
    /// The attempt ended; repeated until `Accepted` or `Fenced` comes.
    Finished(Box<Finished>),
    /// Wants no more work; answered by `Drained`.
    Drain,
}

/// What a node has to say of a set of packages that it asks for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AboutPackages {
    /// Nothing.
    #[default]
    Nothing,
    /// It was installed, and its pack uploaded.
    Installed(BlobRef),
    /// The stored pack is not there any more, or not the one that was stored.
    Broken(Digest),
}

/// The first message of a runner.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hello {
    /// [`super::PROTOCOL`].
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
    /// Attempts under which an earlier process of this runner died, as its disk shows.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub died: Vec<AttemptId>,
}

/// How a node is, as its list shows it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Condition {
    /// Whether its last attempts failed by its own fault, so that it takes one at a time, with pauses.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub failing: bool,
    /// The sandboxes that wait for jobs; nothing where none ever does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pool: Option<Pool>,
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
    /// What it ran in, where the assignment asks for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ran_in: Option<RanIn>,
}

/// What an attempt ran in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RanIn {
    /// The digest of the image.
    pub image: String,
    /// The key of its set of packages.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub packages: Option<Digest>,
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
