//! What the control plane says.

use serde::{Deserialize, Serialize};

use crate::{
    digest::Digest,
    id::{AccountId, AttemptId, JobId, NodeId},
    spec::{BlobRef, JobSpec},
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
    /// What is known of a set of packages.
    Packages {
        /// Who asked.
        attempt: AttemptId,
        /// What is known.
        known: KnownPackages,
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
    /// Where the files of `spec.dependencies` come from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dependencies: Option<DependencyFiles>,
    /// Whether the report is to say what it ran in.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub tell_ran_in: bool,
}

/// Where the files come from that say what is installed for a job.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DependencyFiles {
    /// Whose job it is: sets of packages are shared within an account only.
    pub account: AccountId,
    /// The files, in the order of the spec.
    pub files: Vec<Source>,
}

/// What the control plane knows of a set of packages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KnownPackages {
    /// It is stored, packed.
    Stored {
        /// The pack.
        pack: BlobRef,
        /// Where to get it.
        get: SignedUrl,
    },
    /// Nobody has it: the one who asks installs it.
    Install,
    /// Another attempt is installing it; ask again.
    Wait,
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
