//! `GET /v1/keys`: the account's keys.

use axum::{Json, extract::State};
use rgrid_shared::{error::ErrorBody, wire::keys::KeyList};

use crate::{
    app::AppState,
    db,
    http::{auth::Caller, error::Error},
};

/// Every key of the account, newest first, without secrets.
#[utoipa::path(
    get,
    path = "/v1/keys",
    tag = "keys",
    responses((status = 200, body = KeyList), (status = "default", body = ErrorBody))
)]
pub(crate) async fn list(
    State(state): State<AppState>,
    caller: Caller,
) -> Result<Json<KeyList>, Error> {
    let keys = db::key::list(&state.db, caller.account).await?;
    Ok(Json(KeyList { keys }))
}
