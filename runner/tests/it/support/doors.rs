//! How a runner gets in: enrolment and the connection.

use axum::{
    Json,
    extract::{
        State,
        ws::{Message, WebSocket, WebSocketUpgrade},
    },
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use rgrid_shared::{spec::Secret, wire::nodes::Enrolled};

use super::{plane::Plane, session};

pub(crate) async fn enrol(State(plane): State<Plane>) -> Result<Json<Enrolled>, StatusCode> {
    let mut plane = plane.lock();
    plane.enrolments += 1;
    if plane.unknown {
        return Err(StatusCode::UNAUTHORIZED);
    }
    if plane.closed {
        return Err(StatusCode::SERVICE_UNAVAILABLE);
    }
    let (node, token) = (plane.node, Secret::new("node"));
    Ok(Json(Enrolled { node, token }))
}

pub(crate) async fn connect(State(plane): State<Plane>, upgrade: WebSocketUpgrade) -> Response {
    if plane.lock().unknown {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    if plane.lock().closed {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    }
    let upgrade = upgrade.max_message_size(32 << 20).max_frame_size(32 << 20);
    if let Some(greeting) = plane.lock().greetings.pop_front() {
        return upgrade.on_upgrade(|socket| greet(socket, greeting));
    }
    upgrade.on_upgrade(|socket| session::serve(plane, socket))
}

/// Says something else than a welcome, and no more.
async fn greet(mut socket: WebSocket, greeting: Option<Message>) {
    if let Some(greeting) = greeting {
        let _ = socket.send(greeting).await;
        let _ = socket.recv().await;
    }
}
