//! A wire that lets each report of an end through once at most, and loses the first of some.

use std::{
    collections::HashSet,
    sync::{Arc, Mutex},
};

use futures_util::{SinkExt as _, StreamExt as _};
use rgrid_shared::wire::node::FromNode;
use tokio::net::TcpStream;
use tokio_tungstenite::{
    accept_hdr_async, connect_async,
    tungstenite::{
        Message,
        client::IntoClientRequest as _,
        handshake::server::{ErrorResponse, Request, Response},
        http::header::AUTHORIZATION,
    },
};

/// The attempts whose report was on the wire.
pub(super) type Reported = Arc<Mutex<HashSet<u128>>>;

/// Whether a connection is a runner's conversation.
pub(super) async fn is_conversation(near: &TcpStream) -> bool {
    let mut some = [0; 22];
    loop {
        match near.peek(&mut some).await {
            Ok(count) if count == some.len() => return &some == b"GET /v1/nodes/connect ",
            Ok(0) | Err(_) => return false,
            Ok(_) => tokio::task::yield_now().await,
        }
    }
}

/// Carries the messages of a conversation.
pub(super) async fn carry(near: TcpStream, upstream: u16, reported: Reported) {
    let mut bearer = None;
    #[expect(
        clippy::result_large_err,
        reason = "the shape that the callback must have"
    )]
    let read = |request: &Request, response: Response| -> Result<Response, ErrorResponse> {
        bearer = request.headers().get(AUTHORIZATION).cloned();
        Ok(response)
    };
    let near = accept_hdr_async(near, read).await.unwrap();
    let url = format!("ws://127.0.0.1:{upstream}/v1/nodes/connect");
    let mut request = url.into_client_request().unwrap();
    if let Some(bearer) = bearer {
        request.headers_mut().insert(AUTHORIZATION, bearer);
    }
    let Ok((far, _)) = connect_async(request).await else {
        return;
    };
    let ((mut near_out, mut near_in), (mut far_out, mut far_in)) = (near.split(), far.split());
    let up = async {
        while let Some(Ok(message)) = near_in.next().await {
            if passes(&message, &reported) && far_out.send(message).await.is_err() {
                return;
            }
        }
    };
    let down = async {
        while let Some(Ok(message)) = far_in.next().await {
            if near_out.send(message).await.is_err() {
                return;
            }
        }
    };
    tokio::select! {
        () = up => {}
        () = down => {}
    }
}

fn passes(message: &Message, reported: &Reported) -> bool {
    let Message::Text(text) = message else {
        return true;
    };
    let Ok(FromNode::Finished(report)) = serde_json::from_str(text) else {
        return true;
    };
    let attempt = report.attempt.uuid().as_u128();
    reported.lock().unwrap().insert(attempt) && attempt % 8 != 0
}
