//! `POST /v1/batches`: many jobs that share a spec, in one transaction.

use axum::{extract::State, response::Response};
use rgrid_shared::{
    error::{ApiError, ErrorBody},
    wire::submit::{SubmitBatch, SubmittedBatch},
};

use super::find;
use crate::{
    app::AppState,
    db,
    domain::{
        batch::{check, needed},
        blobs::Needed,
    },
    http::{
        auth::Caller,
        error::Error,
        idempotency::Once,
        submit::{Brought, Made, Rows, uploads},
    },
};

/// Accepts a batch: all of its jobs or none.
///
/// Blobs in `missing` must be PUT where it says and then committed; jobs wait for their own only.
#[utoipa::path(
    post,
    path = "/v1/batches",
    tag = "batches",
    request_body = SubmitBatch,
    params(("Idempotency-Key" = Option<String>, Header, description = "At most 200 characters")),
    responses((status = 201, body = SubmittedBatch), (status = "default", body = ErrorBody))
)]
pub(crate) async fn create(
    State(state): State<AppState>,
    caller: Caller,
    Once { mut body, key }: Once<SubmitBatch>,
) -> Result<Response, Error> {
    let account = caller.account;
    let inline = std::mem::take(&mut body.inline);
    let (batch, needed) = checked(body).await?;
    let brought = Brought::take(&state, account, needed, inline).await?;
    let mut tx = state.db.begin().await?;
    if let Some(answer) = key.begin(&mut tx, account).await? {
        return Ok(answer);
    }
    let absent = brought.note(&mut tx, account).await?;
    let total = u32::try_from(batch.items.len()).unwrap_or(u32::MAX);
    let id = db::batch::create(&mut tx, account, batch.parallel, total).await?;
    let rows = Rows::new(&mut tx, account, Some(id), &absent);
    let Made { jobs, missing } = write(rows, batch).await?;
    let batch = find(&mut tx, account, id).await?;
    let made = SubmittedBatch {
        batch,
        jobs,
        missing_total: missing.len(),
        missing: uploads(&state, account, &missing)?,
    };
    let answer = key.created(&mut tx, account, &made).await?;
    tx.commit().await?;
    state.common.claims.look();
    tracing::info!(batch.id = %id, jobs = total, "batch accepted");
    Ok(answer)
}

/// Checks the batch away from the threads that answer requests: it may take a while.
async fn checked(batch: SubmitBatch) -> Result<(SubmitBatch, Needed), Error> {
    let work = move || {
        check(&batch).map_err(|errors| ApiError::invalid(&errors))?;
        let needed = needed(&batch)?;
        Ok((batch, needed))
    };
    let done = tokio::task::spawn_blocking(work).await;
    done.map_err(|error| Error::Internal(error.to_string()))?
}

async fn write(mut rows: Rows<'_>, batch: SubmitBatch) -> Result<Made, Error> {
    for (index, item) in (0..).zip(&batch.items) {
        let spec = batch.item_spec(item);
        rows.push(spec, Some((index, item.name.clone())), None)
            .await?;
    }
    rows.enqueue().await
}
