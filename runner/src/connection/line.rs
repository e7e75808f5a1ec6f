//! Line: whichever connection stands now, and what may be said on it.

use rgrid_shared::wire::{logs::LogFrame, node::FromNode};
use tokio::sync::{mpsc, watch};
use tokio_tungstenite::tungstenite::Message;

/// A connection that stands or stood.
#[derive(Debug, Clone)]
pub(crate) struct Session(mpsc::Sender<Message>);

/// The connection is gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the connection to the control plane is gone")]
pub(crate) struct Gone;

impl Session {
    /// The connection that writes what comes by this queue.
    pub(super) fn new(queue: mpsc::Sender<Message>) -> Self {
        Self(queue)
    }

    /// Queues a message; waits while the queue is full.
    pub(crate) async fn tell(&self, message: &FromNode) -> Result<(), Gone> {
        self.say(encode(message)?).await
    }

    /// Queues a message that is JSON already; waits while the queue is full.
    pub(crate) async fn say(&self, text: String) -> Result<(), Gone> {
        self.0.send(Message::text(text)).await.map_err(|_| Gone)
    }

    /// Queues log bytes; waits while the queue is full.
    pub(crate) async fn log(&self, frame: &LogFrame) -> Result<(), Gone> {
        self.0
            .send(Message::binary(frame.encode()))
            .await
            .map_err(|_| Gone)
    }

    /// Waits until it is gone.
    pub(crate) async fn closed(&self) {
        self.0.closed().await;
    }
}

/// Gives the connection that stands now.
#[derive(Debug, Clone)]
pub(crate) struct Line(watch::Receiver<Option<Session>>);

impl Line {
    /// The line that this watch tells of.
    pub(super) fn new(seen: watch::Receiver<Option<Session>>) -> Self {
        Self(seen)
    }

    /// Waits for a connection; forever when the runner is ending.
    pub(crate) async fn session(&self) -> Session {
        let mut line = self.0.clone();
        let stands = |now: &Option<Session>| now.as_ref().is_some_and(|now| !now.0.is_closed());
        let found = line.wait_for(stands).await.ok().and_then(|now| now.clone());
        match found {
            Some(session) => session,
            None => std::future::pending().await,
        }
    }
}

/// A message as it travels.
pub(crate) fn encode(message: &FromNode) -> Result<String, Gone> {
    serde_json::to_string(message).map_err(|_| Gone)
}
