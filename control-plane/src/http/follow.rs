//! Following over a WebSocket: what followers of jobs and of batches share.
//!
//! There is no queue per follower: what it has not read stays in the database, and is read on from
//! its cursor as fast as its socket takes it. A follower that takes nothing for half a minute, or
//! answers no ping, is dropped with a reason; it resumes from the cursor it has. Its key is looked at
//! again, and a stop of the server heard, also while it is being sent something.

mod gone;
mod send;
#[cfg(test)]
mod tests;

use std::time::{Duration, Instant};

use axum::extract::ws::{
    CloseFrame, Message, WebSocket, WebSocketUpgrade, close_code,
    rejection::WebSocketUpgradeRejection,
};
use bytes::Bytes;
use futures_util::StreamExt as _;
use serde::Serialize;
use tokio::time::{Interval, MissedTickBehavior, interval, timeout};

pub(crate) use gone::Gone;

use super::{auth::Caller, error::Error};
use crate::{app::AppState, wake::Waiter};

/// How often a silent client is asked whether it is there.
const PING: Duration = Duration::from_secs(15);
/// Largest message of a follower; it has nothing to say.
const MOST_BYTES: usize = 4 << 10;

/// One follower's socket.
pub(crate) struct Follower {
    socket: WebSocket,
    state: AppState,
    caller: Caller,
    heard: Instant,
    checked: Instant,
    pings: Interval,
}

/// The socket of a request that must ask for one.
pub(crate) fn socket(
    ws: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
) -> Result<WebSocketUpgrade, Error> {
    match ws {
        // The library keeps 128 KiB for each side of each socket unless told otherwise.
        Ok(ws) => Ok(ws
            .max_message_size(MOST_BYTES)
            .max_frame_size(MOST_BYTES)
            .read_buffer_size(MOST_BYTES)
            .write_buffer_size(0)),
        Err(rejection) => Err(Error::field("Upgrade", rejection.body_text())),
    }
}

impl Follower {
    pub(crate) fn new(socket: WebSocket, state: AppState, caller: Caller) -> Self {
        let mut pings = interval(PING);
        pings.set_missed_tick_behavior(MissedTickBehavior::Delay);
        // The first is due after a pause, not at once.
        pings.reset();
        let now = Instant::now();
        Self {
            socket,
            state,
            caller,
            heard: now,
            checked: now,
            pings,
        }
    }

    /// Sends an event.
    pub(crate) async fn event<T: Serialize>(&mut self, event: &T) -> Result<(), Gone> {
        let text =
            serde_json::to_string(event).map_err(|error| Error::Internal(error.to_string()))?;
        self.send(Message::text(text)).await
    }

    /// Sends bytes.
    pub(crate) async fn bytes(&mut self, bytes: Bytes) -> Result<(), Gone> {
        self.send(Message::Binary(bytes)).await
    }

    /// Waits for news, while it listens to the client.
    pub(crate) async fn wait(&mut self, waiter: &mut Waiter) -> Result<(), Gone> {
        loop {
            tokio::select! {
                () = self.state.stopping.cancelled() => return Err(Gone::restart()),
                () = waiter.changed() => return self.check_key().await,
                heard = self.socket.next() => self.hear(heard.as_ref())?,
                _ = self.pings.tick() => self.beat().await?,
            }
        }
    }

    /// Lets time pass, while it hears a stop of the server.
    pub(crate) async fn pause(&mut self, pause: Duration) -> Result<(), Gone> {
        let stopped = timeout(pause, self.state.stopping.cancelled()).await;
        stopped.map_or(Ok(()), |()| Err(Gone::restart()))
    }

    /// Says why it is over, and closes.
    pub(crate) async fn close(mut self, outcome: Result<(), Gone>) {
        let gone = outcome
            .err()
            .unwrap_or_else(|| Gone::new(close_code::NORMAL, "end"));
        tracing::debug!(code = gone.code, reason = gone.reason, "follower gone");
        let frame = CloseFrame {
            code: gone.code,
            reason: gone.reason.into(),
        };
        let close = self.socket.send(Message::Close(Some(frame)));
        // A client that takes nothing does not get this either.
        if timeout(Duration::from_secs(1), close).await.is_ok() {
            let rest = async { while let Some(Ok(_)) = self.socket.next().await {} };
            let _ = timeout(Duration::from_secs(1), rest).await;
        }
    }
}
