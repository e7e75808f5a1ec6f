//! `POST /v1/batches/{id}/retry`: the part of a batch that did not succeed, as a new batch.

use axum::{extract::State, response::Response};
use rgrid_shared::{
    error::{ApiError, ErrorBody, ErrorCode},
    id::{AccountId, BatchId},
    wire::{
        batches::{Batch, RetryBatch},
        submit::SubmittedBatch,
    },
};

use super::find;
use crate::{
    app::AppState,
    db::{self, batch::Again},
    domain::blobs::Needed,
    http::{
        auth::Caller,
        error::Error,
        extract::Id,
        idempotency::Once,
        submit::{Brought, Rows, secrets_are_gone, uploads},
    },
};

/// Makes a new batch of the jobs that did not succeed; each names the job that it tries again.
///
/// Secrets are not kept after a job has ended, so a batch that had some must be submitted anew.
#[utoipa::path(
    post,
    path = "/v1/batches/{id}/retry",
    tag = "batches",
    request_body = RetryBatch,
    params(
        ("id" = BatchId, Path),
        ("Idempotency-Key" = Option<String>, Header, description = "At most 200 characters")
    ),
    responses((status = 201, body = SubmittedBatch), (status = "default", body = ErrorBody))
)]
pub(crate) async fn retry(
    State(state): State<AppState>,
    caller: Caller,
    Id(id): Id<BatchId>,
    Once { body, key }: Once<RetryBatch>,
) -> Result<Response, Error> {
    let account = caller.account;
    let mut tx = state.db.begin().await?;
    if let Some(answer) = key.begin(&mut tx, account).await? {
        return Ok(answer);
    }
    let old = find(&mut tx, account, id).await?;
    let jobs = jobs_of(&mut tx, account, &old, body.all).await?;
    let missing = Brought::nothing(needed(&jobs));
    let missing = missing.note(&mut tx, account).await?;
    let total = u32::try_from(jobs.len()).unwrap_or(u32::MAX);
    let new = db::batch::create(&mut tx, account, old.parallel, total).await?;
    let mut rows = Rows::new(&mut tx, account, Some(new), &missing);
    for (index, job) in (0..).zip(jobs) {
        let item = (index, job.name.unwrap_or_default());
        rows.push(job.spec, Some(item), Some(job.id)).await?;
    }
    let jobs = rows.enqueue().await?;
    let batch = find(&mut tx, account, new).await?;
    let missing = uploads(&state, account, &missing)?;
    let made = SubmittedBatch {
        batch,
        jobs,
        missing,
    };
    let answer = key.created(&mut tx, account, &made).await?;
    tx.commit().await?;
    tracing::info!(batch.id = %new, retry_of = %id, jobs = total, "batch accepted");
    Ok(answer)
}

async fn jobs_of(
    conn: &mut db::Connection,
    account: AccountId,
    batch: &Batch,
    all: bool,
) -> Result<Vec<Again>, Error> {
    let conflict = |message: String, hint: &str| -> Error {
        ApiError::new(ErrorCode::Conflict, message)
            .hinted(hint)
            .into()
    };
    let open = batch.total.saturating_sub(batch.ended());
    if open > 0 {
        let message = format!("{} has not ended: {open} jobs wait or run", batch.id);
        return Err(conflict(message, "wait for its end, or cancel it first"));
    }
    let jobs = db::batch::again(conn, account, batch.id, all).await?;
    if jobs.is_empty() {
        let message = format!("every job of {} succeeded", batch.id);
        return Err(conflict(message, "add `--all` to run them all again"));
    }
    if jobs.iter().any(|job| !job.spec.secrets.is_empty()) {
        return Err(secrets_are_gone(&batch.id.to_string()));
    }
    Ok(jobs)
}

fn needed(jobs: &[Again]) -> Needed {
    let blobs = jobs.iter().flat_map(|job| job.spec.blobs());
    Needed(blobs.map(|blob| (blob.digest, blob.size)).collect())
}
