//! `GET /v1/jobs`: pages of jobs, newest first.

use axum::{Json, extract::State};
use rgrid_shared::{
    error::ErrorBody,
    id::{BatchId, JobId},
    job::JobState,
    limits::MAX_METADATA,
    wire::jobs::JobPage,
};

use crate::{
    app::AppState,
    db::job::{ListFilter, list as list_jobs},
    http::{auth::Caller, error::Error, extract::Params},
};

/// Jobs of the account, newest first. A page of very large jobs may end before `limit`; `next` tells.
///
/// `metadata.KEY=VALUE` lets only jobs with that label through, and may be given several times.
#[utoipa::path(
    get,
    path = "/v1/jobs",
    tag = "jobs",
    params(
        ("state" = Option<JobState>, Query, description = "Only jobs in this state"),
        ("batch" = Option<BatchId>, Query, description = "Only jobs of this batch"),
        ("before" = Option<JobId>, Query, description = "Only jobs older than this one"),
        ("limit" = Option<u32>, Query, description = "1 to 1,000; 20 when not given")
    ),
    responses((status = 200, body = JobPage), (status = "default", body = ErrorBody))
)]
pub(crate) async fn list(
    State(state): State<AppState>,
    caller: Caller,
    mut params: Params,
) -> Result<Json<JobPage>, Error> {
    let filter = ListFilter {
        state: params.take("state")?,
        batch: params.take("batch")?,
        before: params.take("before")?,
        limit: params.take_limit("limit", 20, 1_000)?,
        metadata: params.take_prefixed("metadata.").into_iter().collect(),
    };
    params.finish()?;
    if filter.metadata.len() > MAX_METADATA {
        return Err(Error::field(
            "metadata",
            format!("at most {MAX_METADATA} labels"),
        ));
    }
    let limit = filter.limit as usize;
    let (jobs, more) = list_jobs(&state.db, caller.account, filter).await?;
    let next = (more || jobs.len() == limit)
        .then(|| jobs.last().map(|job| job.id))
        .flatten();
    Ok(Json(JobPage { jobs, next }))
}
