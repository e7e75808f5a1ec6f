//! `GET /v1/submissions/{key}`: what came of a submission whose answer was not heard.

use axum::{Json, extract::State};
use rgrid_shared::{
    error::{ApiError, ErrorBody, ErrorCode},
    id::{BatchId, JobId},
    wire::submit::Submission,
};
use serde::Deserialize;

use super::{auth::Caller, error::Error, extract::Id, idempotency};
use crate::{app::AppState, db};

/// What a stored answer made; other fields of it are not looked at.
#[derive(Deserialize)]
struct Made {
    job: Option<Named<JobId>>,
    batch: Option<Named<BatchId>>,
}

#[derive(Deserialize)]
struct Named<T> {
    id: T,
}

/// The job or batch that was made by the request with this `Idempotency-Key`.
#[utoipa::path(
    get,
    path = "/v1/submissions/{key}",
    tag = "jobs",
    params(("key" = String, Path, description = "The `Idempotency-Key` it was sent with")),
    responses((status = 200, body = Submission), (status = "default", body = ErrorBody))
)]
pub(crate) async fn get(
    State(state): State<AppState>,
    caller: Caller,
    Id(key): Id<String>,
) -> Result<Json<Submission>, Error> {
    let answer = if idempotency::is_key(&key) {
        let mut conn = state.db.acquire().await?;
        db::idempotency::answered(&mut conn, caller.account, &key).await?
    } else {
        None
    };
    let made = answer.and_then(|body| serde_json::from_slice::<Made>(&body).ok());
    let found = made.map(|made| Submission {
        job: made.job.map(|job| job.id),
        batch: made.batch.map(|batch| batch.id),
    });
    let found = found.filter(|made| made.job.is_some() || made.batch.is_some());
    found.map(Json).ok_or_else(|| {
        ApiError::new(
            ErrorCode::ResourceNotFound,
            "no submission was accepted under this Idempotency-Key",
        )
        .hinted("answers are kept for a day")
        .into()
    })
}
