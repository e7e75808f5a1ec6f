//! `GET /v1/nodes/connect`: the WebSocket over which a node works.

use axum::{
    extract::{State, WebSocketUpgrade},
    http::HeaderMap,
    response::Response,
};
use rgrid_shared::{
    error::{ApiError, ErrorBody, ErrorCode},
    limits::MAX_NODE_MESSAGE_BYTES,
};

use crate::{
    app::AppState,
    db,
    http::{auth::bearer, error::Error},
    node_session,
};

/// Opens the conversation of a node, with its token; see `rgrid_shared::wire::node` for the words.
#[utoipa::path(
    get,
    path = "/v1/nodes/connect",
    tag = "nodes",
    responses((status = 101, description = "a WebSocket"), (status = "default", body = ErrorBody))
)]
pub(crate) async fn connect(
    State(state): State<AppState>,
    headers: HeaderMap,
    upgrade: Result<WebSocketUpgrade, axum::extract::ws::rejection::WebSocketUpgradeRejection>,
) -> Result<Response, Error> {
    let token = bearer(&headers)?;
    let mut conn = state.db.acquire().await?;
    let node = db::node::authenticate(&mut conn, token).await?;
    drop(conn);
    let node = node.ok_or_else(|| {
        ApiError::new(ErrorCode::Unauthenticated, "the token is no node's")
            .hinted("enrol the machine again with a new token: rgrid nodes enrol-token")
    })?;
    let upgrade = upgrade.map_err(|error| Error::field("Upgrade", error.body_text()))?;
    let tasks = state.tasks.clone();
    Ok(upgrade
        .max_message_size(MAX_NODE_MESSAGE_BYTES)
        .max_frame_size(MAX_NODE_MESSAGE_BYTES)
        .on_upgrade(move |socket| tasks.track_future(node_session::run(state, node, socket))))
}
