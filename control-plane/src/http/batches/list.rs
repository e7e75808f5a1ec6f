//! `GET /v1/batches`: pages of batches, newest first.

use axum::{Json, extract::State};
use rgrid_shared::{error::ErrorBody, id::BatchId, wire::batches::BatchPage};

use crate::{
    app::AppState,
    db,
    http::{auth::Caller, error::Error, extract::Params},
};

/// Batches of the account, newest first.
#[utoipa::path(
    get,
    path = "/v1/batches",
    tag = "batches",
    params(
        ("before" = Option<BatchId>, Query, description = "Only batches older than this one"),
        ("limit" = Option<u32>, Query, description = "1 to 1,000; 20 when not given")
    ),
    responses((status = 200, body = BatchPage), (status = "default", body = ErrorBody))
)]
pub(crate) async fn list(
    State(state): State<AppState>,
    caller: Caller,
    mut params: Params,
) -> Result<Json<BatchPage>, Error> {
    let before = params.take("before")?;
    let limit = params.take_limit("limit", 20, 1_000)?;
    params.finish()?;
    let batches = db::batch::list(&state.db, caller.account, before, limit).await?;
    let last = batches.last().map(|batch| batch.id);
    let next = last.filter(|_| batches.len() == limit as usize);
    Ok(Json(BatchPage { batches, next }))
}
