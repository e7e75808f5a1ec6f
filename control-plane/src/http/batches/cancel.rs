//! `POST /v1/batches/{id}/cancel`: the wish that every job of a batch ends.

use axum::{Json, extract::State};
use rgrid_shared::{error::ErrorBody, id::BatchId, wire::batches::Batch};

use super::find;
use crate::{
    app::AppState,
    db::queue::cancel_batch,
    http::{auth::Caller, error::Error, extract::Id},
};

/// Cancels every job of a batch that has not ended. A batch that has ended stays as it is.
#[utoipa::path(
    post,
    path = "/v1/batches/{id}/cancel",
    tag = "batches",
    params(("id" = BatchId, Path)),
    responses((status = 200, body = Batch), (status = "default", body = ErrorBody))
)]
pub(crate) async fn cancel(
    State(state): State<AppState>,
    caller: Caller,
    Id(id): Id<BatchId>,
) -> Result<Json<Batch>, Error> {
    let mut tx = state.db.begin().await?;
    cancel_batch(&mut tx, caller.account, id).await?;
    let batch = find(&mut tx, caller.account, id).await?;
    tx.commit().await?;
    tracing::info!(batch.id = %id, "cancel asked for");
    Ok(Json(batch))
}
