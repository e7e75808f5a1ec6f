//! `GET /v1/jobs/{id}`: one job.

use axum::{Json, extract::State};
use rgrid_shared::{error::ErrorBody, id::JobId, wire::jobs::Job};

use super::find;
use crate::{
    app::AppState,
    http::{auth::Caller, error::Error, extract::Id},
};

/// One job.
#[utoipa::path(
    get,
    path = "/v1/jobs/{id}",
    tag = "jobs",
    params(("id" = JobId, Path)),
    responses((status = 200, body = Job), (status = "default", body = ErrorBody))
)]
pub(crate) async fn get(
    State(state): State<AppState>,
    caller: Caller,
    Id(id): Id<JobId>,
) -> Result<Json<Job>, Error> {
    let mut conn = state.db.acquire().await?;
    Ok(Json(find(&mut conn, caller.account, id).await?))
}
