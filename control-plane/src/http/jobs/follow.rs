//! `GET /v1/jobs/{id}/follow`: a job's states and log bytes as they come (R-C6).

mod session;

use axum::{
    extract::{
        State,
        ws::{WebSocketUpgrade, rejection::WebSocketUpgradeRejection},
    },
    response::Response,
};
use rgrid_shared::{error::ErrorBody, id::JobId};
use tracing::Instrument as _;

use super::{find, logs::cursor};
use crate::{
    app::AppState,
    http::{
        auth::Caller,
        error::Error,
        extract::{Id, Params},
        follow::{Follower, socket},
    },
};
use session::Follow;

/// Follows a job over a WebSocket: text frames of events, binary frames of log bytes.
///
/// Begins at the last attempt, or at the cursor. `End` comes after the last log byte; a socket that
/// closes without it is not the end: connect again with the cursor.
#[utoipa::path(
    get,
    path = "/v1/jobs/{id}/follow",
    tag = "jobs",
    params(
        ("id" = JobId, Path),
        ("attempt" = Option<u32>, Query, description = "The attempt of the last frame; the last one when not given"),
        ("pos" = Option<u64>, Query, description = "The end of the last frame; 0 when not given")
    ),
    responses((status = 101, description = "A WebSocket"), (status = "default", body = ErrorBody))
)]
pub(crate) async fn follow(
    State(state): State<AppState>,
    caller: Caller,
    Id(id): Id<JobId>,
    mut params: Params,
    ws: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
) -> Result<Response, Error> {
    let cursor = cursor(&mut params)?;
    params.finish()?;
    let mut conn = state.db.acquire().await?;
    find(&mut conn, caller.account, id).await?;
    drop(conn);
    let span = tracing::info_span!("follow", job.id = %id, account.id = %caller.account);
    Ok(socket(ws)?.on_upgrade(move |socket| {
        async move {
            let _running = state.tasks.token();
            let mut follower = Follower::new(socket, state.clone(), caller);
            let follow = Follow::new(state, caller, id, cursor);
            let outcome = follow.run(&mut follower).await;
            follower.close(outcome).await;
        }
        .instrument(span)
    }))
}
