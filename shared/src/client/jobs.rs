//! Calls about jobs.

use std::collections::BTreeMap;

use super::{Client, ClientError};
use crate::{
    id::JobId,
    path::RelPath,
    wire::{
        artifacts::ArtifactList,
        attempts::AttemptList,
        jobs::{Job, JobFilter, JobPage, RetryJob},
        logs::{LogCursor, LogPage},
        submit::{Submission, SubmitJob, SubmittedJob},
    },
};

impl Client {
    /// Submits one job, once however often it is asked with this `key`.
    ///
    /// # Errors
    /// As every call: [`ClientError`].
    pub async fn submit_job(
        &self,
        key: &str,
        job: &SubmitJob,
    ) -> Result<SubmittedJob, ClientError> {
        self.post_once(key, "/v1/jobs", job).await
    }

    /// What came of the submission with this `key`.
    ///
    /// # Errors
    /// As every call: [`ClientError`]; `RESOURCE_NOT_FOUND` when none was accepted.
    pub async fn submission(&self, key: &str) -> Result<Submission, ClientError> {
        self.get(&format!("/v1/submissions/{key}"), &()).await
    }

    /// One page of jobs, newest first, that have all of `metadata`.
    ///
    /// # Errors
    /// As every call: [`ClientError`].
    pub async fn list_jobs(
        &self,
        filter: &JobFilter,
        metadata: &BTreeMap<String, String>,
    ) -> Result<JobPage, ClientError> {
        let mut query = serde_json::to_value(filter).unwrap_or_default();
        if let Some(map) = query.as_object_mut() {
            let wanted = metadata
                .iter()
                .map(|(key, value)| (format!("metadata.{key}"), value.as_str().into()));
            map.extend(wanted);
        }
        self.get("/v1/jobs", &query).await
    }

    /// One job.
    ///
    /// # Errors
    /// As every call: [`ClientError`].
    pub async fn job(&self, id: JobId) -> Result<Job, ClientError> {
        self.get(&format!("/v1/jobs/{id}"), &()).await
    }

    /// The attempts of a job, oldest first.
    ///
    /// # Errors
    /// As every call: [`ClientError`].
    pub async fn attempts(&self, id: JobId) -> Result<AttemptList, ClientError> {
        self.get(&format!("/v1/jobs/{id}/attempts"), &()).await
    }

    /// Cancels a job.
    ///
    /// # Errors
    /// As every call: [`ClientError`]; `CONFLICT` when it has ended.
    pub async fn cancel_job(&self, id: JobId) -> Result<Job, ClientError> {
        self.post(&format!("/v1/jobs/{id}/cancel"), &serde_json::json!({}))
            .await
    }

    /// Makes a new job of the same spec.
    ///
    /// # Errors
    /// As every call: [`ClientError`]; `CONFLICT` when it has not ended and `force` is not set.
    pub async fn retry_job(&self, id: JobId, force: bool) -> Result<SubmittedJob, ClientError> {
        self.post(&format!("/v1/jobs/{id}/retry"), &RetryJob { force })
            .await
    }

    /// What a job brought home, read page by page.
    ///
    /// # Errors
    /// As every call: [`ClientError`].
    pub async fn artifacts(&self, id: JobId) -> Result<ArtifactList, ClientError> {
        let mut all = self.artifacts_after(id, None).await?;
        while let Some(after) = all.next.take() {
            let page = self.artifacts_after(id, Some(&after)).await?;
            all.artifacts.extend(page.artifacts);
            all.next = page.next;
        }
        Ok(all)
    }

    /// One page of what a job brought home, by path, after `after`.
    ///
    /// # Errors
    /// As every call: [`ClientError`].
    pub async fn artifacts_after(
        &self,
        id: JobId,
        after: Option<&RelPath>,
    ) -> Result<ArtifactList, ClientError> {
        let query = serde_json::json!({ "after": after });
        self.get(&format!("/v1/jobs/{id}/artifacts"), &query).await
    }

    /// A piece of a job's log from `from` on.
    ///
    /// # Errors
    /// As every call: [`ClientError`].
    pub async fn logs(&self, id: JobId, from: LogCursor) -> Result<LogPage, ClientError> {
        self.get(&format!("/v1/jobs/{id}/logs"), &from).await
    }

    /// The last `bytes` of the log of a job's last attempt, in one page.
    ///
    /// # Errors
    /// As every call: [`ClientError`].
    pub async fn log_tail(&self, id: JobId, bytes: u32) -> Result<LogPage, ClientError> {
        let query = serde_json::json!({ "tail_bytes": bytes, "limit_bytes": bytes });
        self.get(&format!("/v1/jobs/{id}/logs"), &query).await
    }
}
