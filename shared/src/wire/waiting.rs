//! Why a job or a batch does not begin, as the API shows it.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Why a job does not begin, its first attempt or the next, or why nothing of a batch runs.
///
/// Only the answers of `GET /v1/jobs/{id}` and `GET /v1/batches/{id}` have it: ask again once nothing has
/// happened for a few seconds. A client shows `it waits: {message}` and, when there is one, the hint on a line
/// of its own; programs look at `reason`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Waiting {
    /// What it waits for, for programs.
    pub reason: WaitingReason,
    /// The same with its numbers, for people; a lower-case fragment.
    pub message: String,
    /// The next thing to type or to do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
    /// How many jobs come before it: of all that may start when it may, or of those that wait for the same turn;
    /// 10,000 stands for as many or more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ahead: Option<u64>,
}

/// What a job or a batch waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum WaitingReason {
    /// The client has not sent all its files.
    Files,
    /// No node is connected that takes jobs.
    Node,
    /// No connected node offers as much as it asks for.
    LargerNode,
    /// Its batch or its account has as many jobs under way as it may.
    Turn,
    /// The pause before its next attempt.
    Retry,
    /// Every node that is large enough has as many jobs as it takes.
    Slot,
    /// A node has room and has not taken it yet.
    Pickup,
}
