//! Calls about batches.

use super::{Client, ClientError};
use crate::{
    id::BatchId,
    wire::{
        batches::{Batch, BatchPage, RetryBatch},
        submit::{SubmitBatch, SubmittedBatch},
    },
};

impl Client {
    /// Submits a batch, once however often it is asked with this `key`.
    ///
    /// # Errors
    /// As every call: [`ClientError`].
    pub async fn submit_batch(
        &self,
        key: &str,
        batch: &SubmitBatch,
    ) -> Result<SubmittedBatch, ClientError> {
        self.post_once(key, "/v1/batches", batch).await
    }

    /// One page of batches, newest first, older than `before`.
    ///
    /// # Errors
    /// As every call: [`ClientError`].
    pub async fn list_batches(&self, before: Option<BatchId>) -> Result<BatchPage, ClientError> {
        self.get("/v1/batches", &serde_json::json!({ "before": before }))
            .await
    }

    /// One batch.
    ///
    /// # Errors
    /// As every call: [`ClientError`].
    pub async fn batch(&self, id: BatchId) -> Result<Batch, ClientError> {
        self.get(&format!("/v1/batches/{id}"), &()).await
    }

    /// Cancels every job of a batch that has not ended.
    ///
    /// # Errors
    /// As every call: [`ClientError`].
    pub async fn cancel_batch(&self, id: BatchId) -> Result<Batch, ClientError> {
        self.post(&format!("/v1/batches/{id}/cancel"), &serde_json::json!({}))
            .await
    }

    /// Makes a new batch of the jobs that did not succeed, or of all, or of some of them.
    ///
    /// # Errors
    /// As every call: [`ClientError`]; `CONFLICT` when there is nothing to try again.
    pub async fn retry_batch(
        &self,
        id: BatchId,
        which: &RetryBatch,
    ) -> Result<SubmittedBatch, ClientError> {
        self.post(&format!("/v1/batches/{id}/retry"), which).await
    }
}
