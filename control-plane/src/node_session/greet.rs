//! The beginning: `Hello`, `Welcome`, and what became of the attempts that the node still holds.

use std::time::Duration;

use axum::extract::ws::Message;
use futures_util::StreamExt as _;
use rgrid_shared::wire::node::{FromNode, Hello, PROTOCOL, ToNode};
use serde::Deserialize;
use tokio::time::timeout;

use super::{
    Session,
    end::{End, refuse},
    keep, read,
};
use crate::db::{finish::give_up_missing, lease::LEASE_S, node};

const HELLO_WITHIN: Duration = Duration::from_secs(10);

/// Takes the node's `Hello` and answers it.
pub(super) async fn greet(session: &Session, stream: &mut read::Stream) -> Result<Hello, End> {
    let hello = match timeout(HELLO_WITHIN, first_message(stream)).await {
        Ok(hello) => hello?,
        Err(_) => return Err(refuse("the first message, Hello, did not come in time")),
    };
    let mut tx = session.state.db.begin().await?;
    node::hello(&mut tx, session.node, session.id, &hello).await?;
    give_up_missing(&mut tx, session.node, &hello).await?;
    tx.commit().await?;
    let welcome = ToNode::Welcome {
        node: session.node,
        lease_s: LEASE_S,
    };
    session.out.say(&welcome).await?;
    let common = &session.state.common;
    let renewed = common.renew(session.node, hello.held.clone()).await?;
    keep::tell(session, renewed).await?;
    Ok(hello)
}

/// Another protocol may have another `Hello`, so only its number is looked at first.
fn speaks_ours(text: &str) -> Result<(), End> {
    #[derive(Deserialize)]
    struct Spoken {
        protocol: Option<u32>,
    }
    let spoken = serde_json::from_str(text)
        .ok()
        .and_then(|spoken: Spoken| spoken.protocol);
    match spoken {
        Some(theirs) if theirs != PROTOCOL => Err(refuse(format!(
            "this control plane speaks protocol {PROTOCOL}, the runner {theirs}; install the same version of both"
        ))),
        Some(_) | None => Ok(()),
    }
}

async fn first_message(stream: &mut read::Stream) -> Result<Hello, End> {
    while let Some(message) = stream.next().await {
        match message.map_err(|_| End::Gone)? {
            Message::Text(text) => match speaks_ours(&text).and_then(|()| read::parse(&text))? {
                FromNode::Hello(hello) => return Ok(hello),
                FromNode::Credit { .. }
                | FromNode::Renew { .. }
                | FromNode::RequestUploads { .. }
                | FromNode::Packages { .. }
                | FromNode::Finished(_)
                | FromNode::Drain => return Err(refuse("the first message must be Hello")),
            },
            Message::Binary(_) => return Err(refuse("the first message must be Hello")),
            Message::Close(_) => return Err(End::Gone),
            Message::Ping(_) | Message::Pong(_) => {}
        }
    }
    Err(End::Gone)
}
