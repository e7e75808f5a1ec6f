//! What a follower of a whole account receives: text frames of these.

use serde::{Deserialize, Serialize};

use super::{batches::Batch, jobs::Job, nodes::Node};

/// An event of `GET /v1/events?cursor=…`.
///
/// Jobs, batches and nodes come whole, as they are now: a later one replaces an earlier one, and the same may come twice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum AccountEvent {
    /// The first message.
    Hello {
        /// What changes from here on will come.
        cursor: String,
        /// Whether what changed since the given cursor will come too; if not, list everything anew, after this message.
        resumed: bool,
    },
    /// Jobs and batches that changed.
    Changed {
        /// Resume here.
        cursor: String,
        /// The jobs.
        jobs: Vec<Job>,
        /// The batches that they belong to.
        batches: Vec<Batch>,
    },
    /// All nodes, whenever one of them changed; only for the operator.
    Nodes {
        /// The nodes, oldest first.
        nodes: Vec<Node>,
    },
}
