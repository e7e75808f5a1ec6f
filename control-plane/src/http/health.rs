//! `GET /healthz`: the process answers. `GET /readyz`: so do the database and the store.

use axum::{extract::State, http::StatusCode};
use rgrid_shared::{digest::Digest, error::ErrorBody};

use super::error::Error;
use crate::{app::AppState, blob::BlobKey, db};

/// Whether the process answers; asks nothing else.
#[utoipa::path(get, path = "/healthz", security(()), responses((status = 204)))]
pub(crate) async fn alive() -> StatusCode {
    StatusCode::NO_CONTENT
}

/// Whether requests can be served: the database and the store answer.
#[utoipa::path(
    get,
    path = "/readyz",
    security(()),
    responses((status = 204), (status = 503, body = ErrorBody))
)]
pub(crate) async fn ready(State(state): State<AppState>) -> Result<StatusCode, Error> {
    db::ping(&state.db).await?;
    // No such blob, and that is the answer: the store was asked and knows.
    let none = BlobKey::new("readyz", Digest::of(b""))?;
    state.blobs.head(&none).await?;
    Ok(StatusCode::NO_CONTENT)
}
