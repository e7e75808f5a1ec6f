//! `POST /v1/batches/{id}/retry`: the part of a batch that did not succeed, as a new batch.

use std::collections::HashMap;

use axum::{extract::State, response::Response};
use rgrid_shared::{
    error::{ApiError, ErrorBody, ErrorCode},
    id::{AccountId, BatchId},
    spec::JobSpec,
    wire::{
        batches::{Batch, RetryBatch},
        submit::SubmittedBatch,
    },
};

use super::find;
use crate::{
    app::AppState,
    db::{
        self,
        batch::{Again, Wanted},
    },
    domain::{blobs::Needed, weight::Room},
    http::{
        auth::Caller,
        error::Error,
        extract::Id,
        idempotency::Once,
        jobs::missing,
        submit::{Brought, Made, Rows, run_anew, secrets_are_gone, uploads},
    },
};

/// How many specs are read at once at most.
const MOST_JOBS: usize = 1_000;

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
    let wanted = Wanted {
        all: body.all,
        only: body.jobs.map(|jobs| jobs.into_iter().collect()),
    };
    let (jobs, needed) = jobs_of(&mut tx, account, &old, &wanted).await?;
    let brought = Brought::nothing(needed);
    let absent = brought.note(&mut tx, account).await?;
    let total = u32::try_from(jobs.len()).unwrap_or(u32::MAX);
    let new = db::batch::create(&mut tx, account, old.parallel, total).await?;
    let rows = Rows::new(&mut tx, account, Some(new), &absent);
    let jobs = copy(rows, account, jobs).await?.jobs;
    let batch = find(&mut tx, account, new).await?;
    let made = SubmittedBatch {
        batch,
        jobs,
        missing_total: absent.len(),
        missing: uploads(&state, account, &absent)?,
    };
    let answer = key.created(&mut tx, account, &made).await?;
    tx.commit().await?;
    state.common.claims.look();
    tracing::info!(batch.id = %new, retry_of = %id, jobs = total, "batch accepted");
    Ok(answer)
}

async fn jobs_of(
    conn: &mut db::Connection,
    account: AccountId,
    batch: &Batch,
    wanted: &Wanted,
) -> Result<(Vec<Again>, Needed), Error> {
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
    let (mut needed, mut secrets) = (Needed::default(), false);
    let look = |spec: &JobSpec| {
        let blobs = spec.blobs().into_iter();
        needed.0.extend(blobs.map(|blob| (blob.digest, blob.size)));
        secrets |= !spec.secrets.is_empty();
    };
    let jobs = db::batch::again(conn, account, batch.id, wanted, look).await?;
    if jobs.is_empty() {
        let message = match &wanted.only {
            Some(_) => format!("none of these jobs of {} failed", batch.id),
            None => format!("every job of {} succeeded", batch.id),
        };
        return Err(conflict(message, "add `--all` to run them all again"));
    }
    if secrets {
        return Err(secrets_are_gone(&batch.id.to_string()));
    }
    Ok((jobs, needed))
}

/// Writes the jobs again, with no more of their specs in memory than one answer may hold.
async fn copy(mut rows: Rows<'_>, account: AccountId, jobs: Vec<Again>) -> Result<Made, Error> {
    let mut specs = HashMap::new();
    for (index, job) in jobs.iter().enumerate() {
        if !specs.contains_key(&job.id) {
            let mut room = Room::default();
            let rest = jobs.iter().skip(index).take(MOST_JOBS);
            let next: Vec<_> = rest
                .take_while(|job| room.takes(job.bytes))
                .map(|job| job.id)
                .collect();
            specs = db::job::specs(rows.conn(), account, &next).await?;
        }
        let mut spec = specs.remove(&job.id).ok_or_else(|| missing(job.id))?;
        run_anew(&mut spec);
        let place = u32::try_from(index).unwrap_or(u32::MAX);
        let item = (place, job.name.clone().unwrap_or_default());
        rows.push(spec, Some(item), Some(job.id)).await?;
    }
    rows.enqueue().await
}
