//! `GET /v1/jobs/{id}/attempts`: each try of a job.

use axum::{Json, extract::State};
use rgrid_shared::{error::ErrorBody, id::JobId, wire::attempts::AttemptList};

use super::find;
use crate::{
    app::AppState,
    db,
    http::{auth::Caller, error::Error, extract::Id},
};

/// The attempts of a job, oldest first.
#[utoipa::path(
    get,
    path = "/v1/jobs/{id}/attempts",
    tag = "jobs",
    params(("id" = JobId, Path)),
    responses((status = 200, body = AttemptList), (status = "default", body = ErrorBody))
)]
pub(crate) async fn attempts(
    State(state): State<AppState>,
    caller: Caller,
    Id(id): Id<JobId>,
) -> Result<Json<AttemptList>, Error> {
    let mut conn = state.db.acquire().await?;
    let attempts = db::attempt::list(&mut conn, caller.account, id).await?;
    if attempts.is_empty() {
        find(&mut conn, caller.account, id).await?;
    }
    Ok(Json(AttemptList { attempts }))
}
