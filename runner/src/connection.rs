//! Connection: the runner's one WebSocket to the control plane, made again whenever it breaks.
//!
//! Owns the socket, on a thread of its own: neither hashing nor a stuck disk elsewhere delays a
//! heartbeat or a renewal. Does not own what is said, but for `Hello`, `Renew` and pings.

mod dial;
mod session;

use std::{sync::Arc, time::Duration};

use rgrid_shared::wire::{
    logs::LogFrame,
    node::{FromNode, ToNode},
};
use tokio::sync::{mpsc, watch};
use tokio_tungstenite::tungstenite::Message;
use tokio_util::sync::CancellationToken;

use crate::{backoff::Backoff, error::RunnerError, lease::Leases};

pub(crate) use dial::{Dial, Welcome};

/// Messages that may wait for the socket; with log chunks of 256 KiB that is 4 MiB.
const QUEUE: usize = 16;

/// What happens on the connection.
#[derive(Debug)]
pub(crate) enum Event {
    /// A connection stands.
    Connected(Session, Welcome),
    /// The control plane said something.
    Said(Box<ToNode>),
    /// The connection is gone; another is being made.
    Lost,
    /// The control plane will never take this runner.
    Refused(RunnerError),
}

/// A connection that stands or stood.
#[derive(Debug, Clone)]
pub(crate) struct Session(mpsc::Sender<Message>);

/// The connection is gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the connection to the control plane is gone")]
pub(crate) struct Gone;

impl Session {
    /// Queues a message; waits while the queue is full.
    pub(crate) async fn tell(&self, message: &FromNode) -> Result<(), Gone> {
        let text = serde_json::to_string(message).map_err(|_| Gone)?;
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

/// Starts the thread; it ends when `stop` is set.
pub(crate) fn start(
    dial: Dial,
    leases: Arc<Leases>,
    stop: CancellationToken,
) -> Result<(Line, mpsc::Receiver<Event>), RunnerError> {
    let (events, receiver) = mpsc::channel(64);
    let (line, seen) = watch::channel(None);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    let runtime = runtime.map_err(RunnerError::Thread)?;
    let keep = async move {
        tokio::select! {
            () = keep_connected(dial, &leases, &line, &events) => {}
            () = stop.cancelled() => {}
        }
    };
    let thread = std::thread::Builder::new().name("rgrid-connection".into());
    thread
        .spawn(move || runtime.block_on(keep))
        .map_err(RunnerError::Thread)?;
    Ok((Line(seen), receiver))
}

async fn keep_connected(
    dial: Dial,
    leases: &Leases,
    line: &watch::Sender<Option<Session>>,
    events: &mpsc::Sender<Event>,
) {
    let mut backoff = Backoff::new(Duration::from_millis(250), Duration::from_secs(8));
    loop {
        match dial.connect(leases.held()).await {
            Ok((socket, welcome)) => {
                backoff.reset();
                leases.connected(&welcome);
                let (sender, queue) = mpsc::channel(QUEUE);
                let session = Session(sender);
                line.send_replace(Some(session.clone()));
                if events
                    .send(Event::Connected(session, welcome))
                    .await
                    .is_err()
                {
                    return;
                }
                let why = session::run(socket, queue, leases, events).await;
                line.send_replace(None);
                tracing::warn!(%why, "the connection to the control plane broke");
                if events.send(Event::Lost).await.is_err() {
                    return;
                }
            }
            Err(error) if error.is_final() => {
                let _ = events.send(Event::Refused(error)).await;
                return;
            }
            Err(error) => tracing::warn!(%error, "cannot connect to the control plane; trying on"),
        }
        tokio::time::sleep(backoff.pause()).await;
    }
}
