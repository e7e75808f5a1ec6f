//! What comes from the node, taken apart and passed on to whoever does it.

use std::time::Duration;

use axum::extract::ws::{Message, WebSocket};
use futures_util::{StreamExt as _, stream::SplitStream};
use rgrid_shared::wire::{logs::LogFrame, node::FromNode};
use tokio::{sync::mpsc, time::timeout};

use crate::db::lease::LEASE_S;

use super::{
    data::{self, Data},
    dispatch::Ask,
    end::{End, refuse},
    keep::Renewal,
    packages::Asked,
};

/// A node that says nothing for this long is dead; it answers pings at least. Shorter than a lease: a job that is
/// taken from a sleeper must not be given to it again.
const DEAD_AFTER: Duration = Duration::from_secs(25);
const _: () = assert!(DEAD_AFTER.as_secs() < LEASE_S as u64);

/// The reading half of the socket.
pub(super) type Stream = SplitStream<WebSocket>;

/// Where messages go.
pub(super) struct Routes {
    pub(super) ask: tokio::sync::watch::Sender<Ask>,
    pub(super) renewals: mpsc::Sender<Renewal>,
    pub(super) data: data::Sender,
}

/// Reads until the node is gone or says something wrong.
pub(super) async fn read(stream: &mut Stream, routes: Routes) -> End {
    loop {
        let message = match timeout(DEAD_AFTER, stream.next()).await {
            Ok(Some(Ok(message))) => message,
            Ok(Some(Err(error))) => return broken(&error),
            Ok(None) => return End::Gone,
            Err(_) => return End::Silent,
        };
        if let Err(end) = routes.pass(message).await {
            return end;
        }
    }
}

/// What the socket itself complains about, as a message beyond the limit, is told to the node.
fn broken(error: &axum::Error) -> End {
    let text = error.to_string();
    if text.contains("Space limit exceeded") || text.contains("too long") {
        return refuse("a message is larger than the limit");
    }
    End::Gone
}

/// A text message.
pub(super) fn parse(text: &str) -> Result<FromNode, End> {
    serde_json::from_str(text).map_err(|error| refuse(format!("a message cannot be read: {error}")))
}

impl Routes {
    async fn pass(&self, message: Message) -> Result<(), End> {
        match message {
            Message::Text(text) => self.say(parse(&text)?, text.len()).await,
            Message::Binary(bytes) => {
                let size = bytes.len();
                let frame = LogFrame::decode(bytes)
                    .ok_or_else(|| refuse("a binary message is not a log frame"))?;
                self.data.send(Data::Log(frame), size).await
            }
            Message::Ping(_) | Message::Pong(_) => Ok(()),
            Message::Close(_) => Err(End::Gone),
        }
    }

    async fn say(&self, message: FromNode, size: usize) -> Result<(), End> {
        match message {
            FromNode::Hello(_) => Err(refuse("a second Hello")),
            FromNode::Credit { total } => {
                self.ask.send_modify(|ask| ask.total = ask.total.max(total));
                Ok(())
            }
            FromNode::Drain => {
                self.ask.send_modify(|ask| ask.drain = true);
                Ok(())
            }
            FromNode::Renew {
                attempts,
                condition,
            } => {
                let renewal = Renewal {
                    attempts,
                    condition,
                };
                self.renewals.send(renewal).await.map_err(|_| End::Gone)
            }
            FromNode::RequestUploads { attempt, blobs } => {
                self.data.send(Data::Uploads(attempt, blobs), size).await
            }
            FromNode::Packages {
                attempt,
                key,
                about,
            } => {
                let asked = Asked {
                    attempt,
                    key,
                    about,
                };
                self.data.send(Data::Packages(asked), size).await
            }
            FromNode::Finished(report) => self.data.send(Data::Finished(report), size).await,
        }
    }
}
