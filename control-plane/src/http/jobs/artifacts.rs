//! `GET /v1/jobs/{id}/artifacts`: the files that the job brought home.

use axum::{Json, extract::State};
use rgrid_shared::{
    error::ErrorBody, id::JobId, limits::MAX_ARTIFACT_PAGE, path::RelPath,
    wire::artifacts::ArtifactList,
};

use super::missing;
use crate::{
    app::AppState,
    db,
    http::{
        artifacts::signed,
        auth::Caller,
        error::Error,
        extract::{Id, Params},
    },
};

const PAGE: usize = MAX_ARTIFACT_PAGE as usize;

/// The artifacts of a job, by path, each with a URL that is good for an hour; at most 5,000 at a time.
#[utoipa::path(
    get,
    path = "/v1/jobs/{id}/artifacts",
    tag = "jobs",
    params(
        ("id" = JobId, Path),
        ("after" = Option<String>, Query, description = "Only those after this path; `next` of the last page")
    ),
    responses((status = 200, body = ArtifactList), (status = "default", body = ErrorBody))
)]
pub(crate) async fn artifacts(
    State(state): State<AppState>,
    caller: Caller,
    Id(id): Id<JobId>,
    mut params: Params,
) -> Result<Json<ArtifactList>, Error> {
    let after: Option<String> = params.take("after")?;
    params.finish()?;
    let after = after.map(RelPath::new).transpose();
    let after = after.map_err(|error| Error::field("after", error.to_string()))?;
    let wanted = (after.as_ref(), PAGE);
    let found = db::artifact::list(&state.db, caller.account, id, wanted).await?;
    let artifacts = found.ok_or_else(|| missing(id))?;
    let full = artifacts.len() >= PAGE;
    let next = artifacts.last().filter(|_| full);
    let next = next.map(|last| last.path.clone());
    let artifacts = signed(&state, caller.account, artifacts)?;
    Ok(Json(ArtifactList { artifacts, next }))
}
