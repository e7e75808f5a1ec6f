//! `DELETE /v1/keys/{id}`: revokes a key.

use axum::{extract::State, http::StatusCode};
use rgrid_shared::{
    error::{ApiError, ErrorBody},
    id::KeyId,
};

use crate::{
    app::AppState,
    db,
    http::{auth::Caller, error::Error, extract::Id},
};

/// Revokes a key, also the presented one; it opens nothing within a second. Twice is no error.
#[utoipa::path(
    delete,
    path = "/v1/keys/{id}",
    tag = "keys",
    params(("id" = KeyId, Path)),
    responses((status = 204), (status = "default", body = ErrorBody))
)]
pub(crate) async fn revoke(
    State(state): State<AppState>,
    caller: Caller,
    Id(id): Id<KeyId>,
) -> Result<StatusCode, Error> {
    if db::key::revoke(&state.db, caller.account, id).await? {
        return Ok(StatusCode::NO_CONTENT);
    }
    Err(ApiError::not_found("key", id).into())
}
