//! `GET /v1/jobs/{id}`: one job.

use axum::{Json, extract::State};
use rgrid_shared::{error::ErrorBody, id::JobId, job::JobState, wire::jobs::Job};

use super::find;
use crate::{
    app::AppState,
    db,
    http::{auth::Caller, error::Error, extract::Id},
};

/// One job; while it does not run, with what it waits for.
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
    let mut job = find(&mut conn, caller.account, id).await?;
    if job.state != JobState::Running && !job.state.is_final() {
        job.waiting_for = db::waiting::of_job(&mut conn, caller.account, id).await?;
    }
    Ok(Json(job))
}
