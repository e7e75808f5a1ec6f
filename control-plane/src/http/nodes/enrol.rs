//! `POST /v1/nodes/enrol`: a machine with an enrol token becomes a node.

use axum::{
    Json,
    extract::State,
    http::{HeaderMap, StatusCode},
};
use rgrid_shared::{
    error::{ApiError, ErrorBody, ErrorCode},
    wire::nodes::{Enrol, Enrolled},
};

use crate::{
    app::AppState,
    db,
    http::{
        auth::bearer,
        error::Error,
        extract::{Body, label},
    },
};

/// Makes the one node of an enrol token and answers with the node's own token.
///
/// Until the node has connected, the same again is the same node with a new token: an answer may get lost.
#[utoipa::path(
    post,
    path = "/v1/nodes/enrol",
    tag = "nodes",
    request_body = Enrol,
    responses((status = 201, body = Enrolled), (status = "default", body = ErrorBody))
)]
pub(crate) async fn enrol(
    State(state): State<AppState>,
    headers: HeaderMap,
    Body(body): Body<Enrol>,
) -> Result<(StatusCode, Json<Enrolled>), Error> {
    let name = label("name", &body.name)?;
    let enrol_token = bearer(&headers)?;
    let mut conn = state.db.acquire().await?;
    match db::node::enrol(&mut conn, enrol_token, name).await? {
        Some((node, token)) => Ok((StatusCode::CREATED, Json(Enrolled { node, token }))),
        None => Err(ApiError::new(
            ErrorCode::Unauthenticated,
            "the enrol token is unknown, used or older than an hour",
        )
        .hinted("make a new one: rgrid nodes enrol-token")
        .into()),
    }
}
