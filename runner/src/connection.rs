//! Connection: the runner's one WebSocket to the control plane, made again whenever it breaks.
//!
//! Owns the socket, on a thread of its own: neither hashing nor a stuck disk elsewhere delays a
//! heartbeat or a renewal. Does not own what is said, but for `Hello`, `Renew` and pings.

mod dial;
mod line;
mod session;
mod within;

use std::{sync::Arc, time::Duration};

use rgrid_shared::wire::node::ToNode;
use tokio::sync::{mpsc, watch};
use tokio_util::sync::CancellationToken;

use crate::{backoff::Backoff, error::RunnerError, lease::Leases};

pub(crate) use dial::{Dial, Welcome};
pub(crate) use line::{Gone, Line, Session, encode};
pub(crate) use within::Within;

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
    Ok((Line::new(seen), receiver))
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
                let session = Session::new(sender);
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
