//! What goes to the node: a short queue, written in order, with pings in between.

use std::time::Duration;

use axum::extract::ws::{CloseFrame, Message, WebSocket};
use futures_util::{SinkExt as _, StreamExt as _, stream::SplitSink};
use rgrid_shared::wire::node::ToNode;
use tokio::{
    sync::mpsc,
    time::{MissedTickBehavior, interval, timeout},
};

use super::{end::End, read::Stream};

/// Messages that may wait for the socket; whoever makes more waits too.
const QUEUE: usize = 256;
const PING_EVERY: Duration = Duration::from_secs(10);
/// A node that takes nothing for this long is dead.
const WRITE_WITHIN: Duration = Duration::from_secs(25);
/// How long the goodbye may take.
const CLOSE_WITHIN: Duration = Duration::from_secs(2);

type Sink = SplitSink<WebSocket, Message>;

/// Where messages to the node are put.
pub(super) struct Outbox(mpsc::Sender<Message>);

/// Both ends of the queue.
pub(super) fn open() -> (Outbox, mpsc::Receiver<Message>) {
    let (sender, receiver) = mpsc::channel(QUEUE);
    (Outbox(sender), receiver)
}

impl Outbox {
    /// Puts a message into the queue; waits while it is full.
    pub(super) async fn say(&self, message: &ToNode) -> Result<(), End> {
        let text = serde_json::to_string(message)
            .map_err(|error| End::Refused(format!("cannot be encoded: {error}").into()))?;
        let sent = self.0.send(Message::text(text)).await;
        sent.map_err(|_| End::Gone)
    }
}

/// Writes what is queued until the socket takes no more.
pub(super) async fn write(mut queue: mpsc::Receiver<Message>, sink: &mut Sink) -> End {
    let mut ping = interval(PING_EVERY);
    ping.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        let message = tokio::select! {
            message = queue.recv() => message,
            _ = ping.tick() => Some(Message::Ping(bytes::Bytes::new())),
        };
        let Some(message) = message else {
            return End::Gone;
        };
        match timeout(WRITE_WITHIN, send(sink, message, &mut queue)).await {
            Ok(Ok(())) => {}
            Ok(Err(_)) => return End::Gone,
            Err(_) => return End::Silent,
        }
    }
}

/// Sends a message with all that waits behind it: one write for many.
async fn send(
    sink: &mut Sink,
    first: Message,
    queue: &mut mpsc::Receiver<Message>,
) -> Result<(), axum::Error> {
    sink.feed(first).await?;
    for _ in 0..queue.len() {
        if let Ok(next) = queue.try_recv() {
            sink.feed(next).await?;
        }
    }
    sink.flush().await
}

/// Says goodbye with the reason, as far as the socket still takes it.
///
/// What the node sent meanwhile is read and dropped until it says goodbye too: a socket that is closed
/// with unread bytes is reset, and the reason would be lost.
pub(super) async fn close(mut sink: Sink, stream: &mut Stream, end: &End) {
    let (code, why) = end.told();
    // A close frame holds 123 bytes of text.
    let reason: String = why.chars().filter(char::is_ascii).take(123).collect();
    let frame = CloseFrame {
        code,
        reason: reason.into(),
    };
    let goodbye = async {
        if sink.send(Message::Close(Some(frame))).await.is_ok() {
            while let Some(Ok(_)) = stream.next().await {}
        }
    };
    let _ = timeout(CLOSE_WITHIN, goodbye).await;
}
