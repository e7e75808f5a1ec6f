//! `GET /v1/events`: everything of an account, as it changes.

mod follow;
mod nodes;

use axum::{
    extract::{
        State,
        ws::{WebSocketUpgrade, rejection::WebSocketUpgradeRejection},
    },
    response::Response,
};
use rgrid_shared::error::ErrorBody;
use tracing::Instrument as _;

use super::{
    auth::Caller,
    error::Error,
    extract::Params,
    follow::{Follower, socket},
};
use crate::app::AppState;

/// Follows the account over a WebSocket: text frames of events.
///
/// `Hello` comes first. Connect again with the last cursor: what changed meanwhile comes then, for ten minutes after it was given.
#[utoipa::path(
    get,
    path = "/v1/events",
    tag = "events",
    params(("cursor" = Option<String>, Query, description = "The last cursor seen; from now on when not given")),
    responses((status = 101, description = "A WebSocket"), (status = "default", body = ErrorBody))
)]
pub(crate) async fn events(
    State(state): State<AppState>,
    caller: Caller,
    mut params: Params,
    ws: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
) -> Result<Response, Error> {
    let cursor = params.take("cursor")?;
    params.finish()?;
    let span = tracing::info_span!("events", account.id = %caller.account);
    Ok(socket(ws)?.on_upgrade(move |socket| {
        async move {
            let _running = state.tasks.token();
            let mut follower = Follower::new(socket, state.clone(), caller);
            let follow = follow::Follow::new(state, caller);
            let outcome = follow.run(&mut follower, cursor).await;
            follower.close(outcome).await;
        }
        .instrument(span)
    }))
}
