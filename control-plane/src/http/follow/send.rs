//! Sending to a follower, and what must not wait for its end: a stop, a revoked key, a dead client.

use std::{
    pin::pin,
    time::{Duration, Instant},
};

use axum::extract::ws::{Message, close_code};
use bytes::Bytes;
use futures_util::{FutureExt as _, StreamExt as _};
use rgrid_shared::id::KeyId;
use tokio::time::{interval, sleep};

use super::{Follower, Gone};
use crate::{app::AppState, db};

/// How long one message may take to leave.
const SEND: Duration = Duration::from_secs(30);
/// After how long without a sound a client is taken for dead.
const DEAD: Duration = Duration::from_secs(45);
/// How often it is asked whether the key was revoked.
const CHECK_KEY: Duration = Duration::from_secs(1);

impl Follower {
    /// Sends one message, between two looks at everything else.
    pub(super) async fn send(&mut self, message: Message) -> Result<(), Gone> {
        if self.state.stopping.is_cancelled() {
            return Err(Gone::restart());
        }
        while let Some(heard) = self.socket.next().now_or_never() {
            self.hear(heard.as_ref())?;
        }
        if self.pings.tick().now_or_never().is_some() {
            self.beat().await?;
        }
        self.check_key().await?;
        self.deliver(message).await
    }

    async fn deliver(&mut self, message: Message) -> Result<(), Gone> {
        let (state, key) = (&self.state, self.caller.key);
        let mut sending = pin!(self.socket.send(message));
        let mut late = pin!(sleep(SEND));
        let mut looks = interval(CHECK_KEY);
        looks.reset();
        let mut waited = false;
        loop {
            tokio::select! {
                sent = &mut sending => {
                    if waited {
                        // Whoever takes bytes is alive, though it had no time to answer a ping.
                        self.heard = Instant::now();
                    }
                    return sent.map_err(|_| Gone::lost());
                }
                () = state.stopping.cancelled() => return Err(Gone::restart()),
                () = &mut late => {
                    let reason = "too slow: connect again with the cursor";
                    return Err(Gone::new(close_code::POLICY, reason));
                }
                _ = looks.tick() => {
                    still_good(state, key).await?;
                    waited = true;
                }
            }
        }
    }

    /// Takes what came from the client: it has nothing to say, but it lives.
    pub(super) fn hear(
        &mut self,
        heard: Option<&Result<Message, axum::Error>>,
    ) -> Result<(), Gone> {
        match heard {
            Some(Ok(Message::Close(_)) | Err(_)) | None => Err(Gone::lost()),
            Some(Ok(
                Message::Text(_) | Message::Binary(_) | Message::Ping(_) | Message::Pong(_),
            )) => {
                self.heard = Instant::now();
                Ok(())
            }
        }
    }

    /// Asks the client whether it is there, unless it has not answered for long.
    pub(super) async fn beat(&mut self) -> Result<(), Gone> {
        if self.heard.elapsed() > DEAD {
            return Err(Gone::lost());
        }
        self.deliver(Message::Ping(Bytes::new())).await
    }

    /// Asks whether the key was revoked, if that was not asked a moment ago.
    pub(super) async fn check_key(&mut self) -> Result<(), Gone> {
        if self.checked.elapsed() < CHECK_KEY {
            return Ok(());
        }
        still_good(&self.state, self.caller.key).await?;
        self.checked = Instant::now();
        Ok(())
    }
}

async fn still_good(state: &AppState, key: KeyId) -> Result<(), Gone> {
    let key = db::key::find(&state.db, key).await?;
    if key.is_some_and(|key| key.revoked_at.is_none()) {
        return Ok(());
    }
    Err(Gone::new(close_code::POLICY, "the key was revoked"))
}
