//! `GET /v1/batches/{id}`: one batch.

use axum::{Json, extract::State};
use rgrid_shared::{error::ErrorBody, id::BatchId, wire::batches::Batch};

use super::find;
use crate::{
    app::AppState,
    db,
    http::{auth::Caller, error::Error, extract::Id},
};

/// One batch, with its jobs counted by state; when nothing of it runs, with what it waits for.
#[utoipa::path(
    get,
    path = "/v1/batches/{id}",
    tag = "batches",
    params(("id" = BatchId, Path)),
    responses((status = 200, body = Batch), (status = "default", body = ErrorBody))
)]
pub(crate) async fn get(
    State(state): State<AppState>,
    caller: Caller,
    Id(id): Id<BatchId>,
) -> Result<Json<Batch>, Error> {
    let mut conn = state.db.acquire().await?;
    let mut batch = find(&mut conn, caller.account, id).await?;
    if batch.running == 0 && batch.waiting > 0 {
        batch.waiting_for = db::waiting::of_batch(&mut conn, caller.account, id).await?;
    }
    Ok(Json(batch))
}
