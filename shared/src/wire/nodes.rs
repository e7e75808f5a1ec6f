//! Nodes as the API shows them, and how a machine becomes one.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{id::NodeId, spec::Secret};

/// A machine that runs jobs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Node {
    /// Its id.
    pub id: NodeId,
    /// Its name.
    pub name: String,
    /// Whether it is connected, failing, draining or away.
    pub state: NodeState,
    /// How many jobs it takes at the same time.
    pub slots: u32,
    /// How many jobs it has now.
    pub running: u32,
    /// When it last spoke.
    pub last_seen_at: Option<DateTime<Utc>>,
    /// The version of its runner.
    pub version: String,
    /// Its sandboxes that wait for jobs; nothing where none ever does, or it did not say yet.
    pub pool: Option<Pool>,
}

/// Sandboxes that wait ready for jobs.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Pool {
    /// How many wait of each image, by its name.
    pub warm: Vec<Warm>,
    /// How many jobs found one ready since the runner started.
    pub hits: u64,
    /// How many had theirs made when they came.
    pub misses: u64,
}

/// Sandboxes of one image that wait.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Warm {
    /// The image.
    pub image: String,
    /// How many.
    pub count: u32,
}

/// Whether a node takes jobs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum NodeState {
    /// Connected and taking jobs.
    Ready,
    /// Connected, and its last attempts failed by its own fault: it takes one at a time, with pauses.
    Failing,
    /// Connected, finishing what it has.
    Draining,
    /// Not connected.
    Away,
}

/// The answer of `GET /v1/nodes`, oldest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct NodeList {
    /// The nodes.
    pub nodes: Vec<Node>,
}

/// The answer to `POST /v1/nodes/enrol-tokens`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct EnrolToken {
    /// Good for one node, once.
    pub token: Secret,
    /// Until when.
    pub expires_at: DateTime<Utc>,
}

/// `POST /v1/nodes/enrol`, with the enrol token as bearer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Enrol {
    /// What the node shall be called.
    pub name: String,
}

/// The answer to `POST /v1/nodes/enrol`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Enrolled {
    /// The node.
    pub node: NodeId,
    /// The bearer of its connection from now on; scoped to node routes.
    pub token: Secret,
}
