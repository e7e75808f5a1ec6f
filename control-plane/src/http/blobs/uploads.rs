//! `POST /v1/blobs/uploads`: fresh upload URLs.

use axum::{Json, extract::State};
use rgrid_shared::{
    error::ErrorBody,
    wire::blobs::{RequestUploads, Uploads},
};

use super::check;
use crate::{
    app::AppState,
    db,
    http::{auth::Caller, error::Error, extract::Body, submit},
};

/// Where to PUT those of the blobs that are not stored, as when the first URLs expired.
#[utoipa::path(
    post,
    path = "/v1/blobs/uploads",
    tag = "blobs",
    request_body = RequestUploads,
    responses((status = 200, body = Uploads), (status = "default", body = ErrorBody))
)]
pub(crate) async fn uploads(
    State(state): State<AppState>,
    caller: Caller,
    Body(body): Body<RequestUploads>,
) -> Result<Json<Uploads>, Error> {
    let needed = check(&body.blobs)?;
    let mut conn = state.db.acquire().await?;
    let stored = db::blob::stored(&mut conn, caller.account, needed.0.keys()).await?;
    drop(conn);
    needed.agree_with(&stored)?;
    let missing = submit::uploads(&state, caller.account, &needed.missing(&stored))?;
    Ok(Json(Uploads { missing }))
}
