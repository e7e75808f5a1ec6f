//! `POST /v1/jobs/{id}/retry`: the same job once more, as a new one.

use axum::{extract::State, response::Response};
use rgrid_shared::{
    error::{ApiError, ErrorBody, ErrorCode},
    id::JobId,
    wire::{
        jobs::{Job, RetryJob},
        submit::SubmittedJob,
    },
};

use super::{find, missing};
use crate::{
    app::AppState,
    db::job::{Asked, asked},
    http::{
        auth::Caller,
        error::Error,
        extract::Id,
        idempotency::Once,
        submit::{Brought, Rows, check_spec, run_anew, secrets_are_gone, uploads},
    },
};

/// Makes a new job with the spec of this one; `retry_of` names it.
///
/// Secrets are not kept after a job has ended, so a job that had some must be submitted anew.
#[utoipa::path(
    post,
    path = "/v1/jobs/{id}/retry",
    tag = "jobs",
    request_body = RetryJob,
    params(
        ("id" = JobId, Path),
        ("Idempotency-Key" = Option<String>, Header, description = "At most 200 characters")
    ),
    responses((status = 201, body = SubmittedJob), (status = "default", body = ErrorBody))
)]
pub(crate) async fn retry(
    State(state): State<AppState>,
    caller: Caller,
    Id(id): Id<JobId>,
    Once { body, key }: Once<RetryJob>,
) -> Result<Response, Error> {
    let account = caller.account;
    let mut tx = state.db.begin().await?;
    if let Some(answer) = key.begin(&mut tx, account).await? {
        return Ok(answer);
    }
    let job = find(&mut tx, account, id).await?;
    may_retry(&job, body.force)?;
    let asked = asked(&mut *tx, account, id).await?;
    let Asked { mut spec, complete } = asked.ok_or_else(|| missing(id))?;
    run_anew(&mut spec);
    if !complete {
        return Err(secrets_are_gone(&id.to_string()));
    }
    let brought = Brought::nothing(check_spec(&spec)?);
    let missing = brought.note(&mut tx, account).await?;
    let mut rows = Rows::new(&mut tx, account, None, &missing);
    let new = rows.push(spec, None, Some(id)).await?;
    rows.enqueue().await?;
    let job = find(&mut tx, account, new).await?;
    let made = SubmittedJob {
        job,
        missing_total: missing.len(),
        missing: uploads(&state, account, &missing)?,
    };
    let answer = key.created(&mut tx, account, &made).await?;
    tx.commit().await?;
    state.common.claims.look();
    tracing::info!(job.id = %new, retry_of = %id, "job accepted");
    Ok(answer)
}

fn may_retry(job: &Job, force: bool) -> Result<(), Error> {
    if force || job.state.is_final() {
        return Ok(());
    }
    let message = format!("{} has not ended: it is {}", job.id, job.state);
    Err(ApiError::new(ErrorCode::Conflict, message)
        .hinted("wait for its end, or add `--force` to run it a second time now")
        .into())
}
