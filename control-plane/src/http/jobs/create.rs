//! `POST /v1/jobs`: one job.

use axum::{extract::State, response::Response};
use rgrid_shared::{
    error::ErrorBody,
    wire::submit::{SubmitJob, SubmittedJob},
};

use super::find;
use crate::{
    app::AppState,
    http::{
        auth::Caller,
        error::Error,
        idempotency::Once,
        submit::{Brought, Rows, check_spec, uploads},
    },
};

/// Accepts one job.
///
/// Blobs in `missing` must be PUT where it says and then committed; the job waits for them.
#[utoipa::path(
    post,
    path = "/v1/jobs",
    tag = "jobs",
    request_body = SubmitJob,
    params(("Idempotency-Key" = Option<String>, Header, description = "At most 200 characters")),
    responses((status = 201, body = SubmittedJob), (status = "default", body = ErrorBody))
)]
pub(crate) async fn create(
    State(state): State<AppState>,
    caller: Caller,
    Once { body, key }: Once<SubmitJob>,
) -> Result<Response, Error> {
    let account = caller.account;
    let needed = check_spec(&body.spec)?;
    let brought = Brought::take(&state, account, needed, body.inline).await?;
    let mut tx = state.db.begin().await?;
    if let Some(answer) = key.begin(&mut tx, account).await? {
        return Ok(answer);
    }
    let absent = brought.note(&mut tx, account).await?;
    let mut rows = Rows::new(&mut tx, account, None, &absent);
    let id = rows.push(body.spec, None, None).await?;
    let missing = rows.enqueue().await?.missing;
    let job = find(&mut tx, account, id).await?;
    let made = SubmittedJob {
        job,
        missing_total: missing.len(),
        missing: uploads(&state, account, &missing)?,
    };
    let answer = key.created(&mut tx, account, &made).await?;
    tx.commit().await?;
    state.common.claims.look();
    tracing::info!(job.id = %id, state = %made.job.state, "job accepted");
    Ok(answer)
}
