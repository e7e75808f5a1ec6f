//! Batches as the API shows them.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    id::{BatchId, JobId},
    money::Micros,
    wire::waiting::Waiting,
};

/// Jobs made by one submission, counted by state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Batch {
    /// Its id.
    pub id: BatchId,
    /// How many of its jobs may run at the same time.
    pub parallel: u32,
    /// How many jobs it has.
    pub total: u32,
    /// How many wait for blobs, a slot or a node.
    pub waiting: u32,
    /// Why nothing of it runs; only when this one batch is asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waiting_for: Option<Waiting>,
    /// How many run.
    pub running: u32,
    /// How many succeeded.
    pub succeeded: u32,
    /// How many failed or timed out.
    pub failed: u32,
    /// How many were cancelled.
    pub cancelled: u32,
    /// What its ended jobs cost, in micros.
    pub cost_micros: Micros,
    /// When it was accepted.
    pub created_at: DateTime<Utc>,
    /// When its last job ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub finished_at: Option<DateTime<Utc>>,
}

impl Batch {
    /// How many jobs have ended.
    #[must_use]
    pub fn ended(&self) -> u32 {
        self.succeeded
            .saturating_add(self.failed)
            .saturating_add(self.cancelled)
    }
}

/// One page of `GET /v1/batches`, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct BatchPage {
    /// The batches.
    pub batches: Vec<Batch>,
    /// Give it as `before` to get the next page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<BatchId>,
}

/// `POST /v1/batches/{id}/retry`: makes a new batch of the jobs that did not succeed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RetryBatch {
    /// Also the jobs that succeeded.
    #[serde(default)]
    pub all: bool,
    /// Of those, only these.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub jobs: Option<Vec<JobId>>,
}
