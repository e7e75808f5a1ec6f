//! `GET /v1/jobs/{id}/artifacts`: the files that the job brought home.

use axum::{Json, extract::State};
use rgrid_shared::{error::ErrorBody, id::JobId, wire::artifacts::ArtifactList};

use super::missing;
use crate::{
    app::AppState,
    db,
    http::{artifacts::signed, auth::Caller, error::Error, extract::Id},
};

/// The artifacts of a job, by path, each with a URL that is good for an hour.
#[utoipa::path(
    get,
    path = "/v1/jobs/{id}/artifacts",
    tag = "jobs",
    params(("id" = JobId, Path)),
    responses((status = 200, body = ArtifactList), (status = "default", body = ErrorBody))
)]
pub(crate) async fn artifacts(
    State(state): State<AppState>,
    caller: Caller,
    Id(id): Id<JobId>,
) -> Result<Json<ArtifactList>, Error> {
    let found = db::artifact::list(&state.db, caller.account, id).await?;
    let artifacts = found.ok_or_else(|| missing(id))?;
    let artifacts = signed(&state, caller.account, artifacts)?;
    Ok(Json(ArtifactList { artifacts }))
}
