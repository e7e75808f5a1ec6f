//! `GET /v1/account`: who the presented key belongs to.

use axum::{Json, extract::State};
use rgrid_shared::{error::ErrorBody, wire::keys::Account};

use super::{auth::Caller, error::Error};
use crate::{app::AppState, db};

/// The account of the presented key.
#[utoipa::path(
    get,
    path = "/v1/account",
    tag = "account",
    responses((status = 200, body = Account), (status = "default", body = ErrorBody))
)]
pub(crate) async fn get(
    State(state): State<AppState>,
    caller: Caller,
) -> Result<Json<Account>, Error> {
    Ok(Json(db::account::get(&state.db, caller.account).await?))
}
