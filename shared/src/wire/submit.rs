//! Submissions: one job, or a batch of jobs that share a spec.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    batches::Batch,
    blobs::{Base64Bytes, Upload},
    jobs::Job,
};
use crate::{
    id::{BatchId, JobId},
    spec::{Input, JobSpec},
};

/// `POST /v1/jobs`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SubmitJob {
    /// What to run.
    pub spec: JobSpec,
    /// Small blobs that ride along: 64 KiB each, 1 MiB in all.
    #[serde(default)]
    pub inline: Vec<Base64Bytes>,
}

/// The answer to `POST /v1/jobs`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SubmittedJob {
    /// The job; `awaiting_input` while `missing` is not empty.
    pub job: Job,
    /// The blobs to PUT and then to commit, the first 1,000 of them.
    pub missing: Vec<Upload>,
    /// How many are missing in all; `POST /v1/blobs/uploads` says where to PUT the others.
    #[serde(default)]
    pub missing_total: usize,
}

/// `POST /v1/batches`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SubmitBatch {
    /// What all jobs share.
    pub spec: JobSpec,
    /// What each job has of its own, in order.
    pub items: Vec<BatchItem>,
    /// How many jobs may run at the same time.
    pub parallel: u32,
    /// Small blobs that ride along: 64 KiB each, 1 MiB in all.
    #[serde(default)]
    pub inline: Vec<Base64Bytes>,
}

/// What one job of a batch has of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BatchItem {
    /// The file, or other word, that the item stands for; shown in lists.
    pub name: String,
    /// The whole argument list of this job, in place of the spec's.
    pub args: Vec<String>,
    /// Inputs besides the spec's.
    #[serde(default)]
    pub inputs: Vec<Input>,
}

/// The answer to `POST /v1/batches`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SubmittedBatch {
    /// The batch.
    pub batch: Batch,
    /// The jobs, in the order of the items.
    pub jobs: Vec<JobId>,
    /// The blobs to PUT and then to commit, the first 1,000 of them.
    pub missing: Vec<Upload>,
    /// How many are missing in all; `POST /v1/blobs/uploads` says where to PUT the others.
    #[serde(default)]
    pub missing_total: usize,
}

impl SubmitBatch {
    /// The full spec of one item.
    #[must_use]
    pub fn item_spec(&self, item: &BatchItem) -> JobSpec {
        let mut spec = self.spec.clone();
        spec.args.clone_from(&item.args);
        spec.inputs.extend(item.inputs.iter().cloned());
        spec
    }
}

/// The answer of `GET /v1/submissions/{key}`: what came of a submission, for who did not hear the answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Submission {
    /// The job that it made.
    pub job: Option<JobId>,
    /// The batch that it made.
    pub batch: Option<BatchId>,
}
