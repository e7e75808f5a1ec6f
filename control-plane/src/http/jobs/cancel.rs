//! `POST /v1/jobs/{id}/cancel`: the wish that a job ends.

use axum::{Json, extract::State};
use rgrid_shared::{
    error::{ApiError, ErrorBody, ErrorCode},
    id::JobId,
    job::JobState,
    wire::jobs::Job,
};

use super::find;
use crate::{
    app::AppState,
    db::queue::{Cancel, cancel_job},
    http::{auth::Caller, error::Error, extract::Id},
};

/// Cancels a job. One that waits ends at once; one that runs is told to end, and may still succeed
/// first. Cancelling twice is no error.
#[utoipa::path(
    post,
    path = "/v1/jobs/{id}/cancel",
    tag = "jobs",
    params(("id" = JobId, Path)),
    responses((status = 200, body = Job), (status = "default", body = ErrorBody))
)]
pub(crate) async fn cancel(
    State(state): State<AppState>,
    caller: Caller,
    Id(id): Id<JobId>,
) -> Result<Json<Job>, Error> {
    let mut tx = state.db.begin().await?;
    let done = cancel_job(&mut tx, caller.account, id).await?;
    let job = find(&mut tx, caller.account, id).await?;
    tx.commit().await?;
    if done == Cancel::NotLive && job.state != JobState::Cancelled {
        let message = format!("{id} has ended already: {}", job.state);
        return Err(ApiError::new(ErrorCode::Conflict, message).into());
    }
    tracing::info!(job.id = %id, state = %job.state, "cancel asked for");
    Ok(Json(job))
}
