//! One connection's life: what waits is written, what comes is passed on, leases are renewed.

use std::time::Duration;

use futures_util::{SinkExt as _, StreamExt as _};
use rgrid_shared::wire::node::{FromNode, ToNode};
use tokio::{
    sync::mpsc,
    time::{Instant, MissedTickBehavior, interval, sleep, timeout},
};
use tokio_tungstenite::tungstenite::{self, Bytes, Message};

use super::{Event, dial::Socket};
use crate::lease::Leases;

/// A peer that says nothing for this long is dead; it answers pings at least.
const DEAD_AFTER: Duration = Duration::from_secs(45);
/// A message that cannot be written for this long means the same.
const WRITE_WITHIN: Duration = Duration::from_secs(45);

/// Runs the connection to its end; returns why it ended.
pub(super) async fn run(
    mut socket: Socket,
    mut queue: mpsc::Receiver<Message>,
    leases: &Leases,
    events: &mpsc::Sender<Event>,
) -> String {
    let mut renewal = interval(leases.renew_every());
    renewal.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut heard = Instant::now();
    let mut waiting: Option<ToNode> = None;
    loop {
        let mut out = None;
        tokio::select! {
            biased;
            _ = renewal.tick() => out = Some(renew(&mut socket, leases).await),
            () = sleep(DEAD_AFTER.saturating_sub(heard.elapsed())) => {
                return "it fell silent".into();
            }
            permit = events.reserve(), if waiting.is_some() => match (permit, waiting.take()) {
                (Ok(permit), Some(message)) => permit.send(Event::Said(Box::new(message))),
                (Ok(_), None) => {}
                (Err(_), _) => return "the runner is ending".into(),
            },
            came = socket.next(), if waiting.is_none() => {
                heard = Instant::now();
                match hear(came, leases) {
                    Ok(message) => waiting = message.and_then(|message| pass_on(message, events)),
                    Err(why) => return why,
                }
            }
            message = queue.recv() => match message {
                Some(message) => out = Some(write_all(&mut socket, message, &mut queue).await),
                None => return "the runner is ending".into(),
            },
        }
        if let Some(Err(why)) = out {
            return why;
        }
    }
}

/// Passes a message on; it comes back while there is no room for it.
fn pass_on(message: ToNode, events: &mpsc::Sender<Event>) -> Option<ToNode> {
    match events.try_reserve() {
        Ok(permit) => {
            permit.send(Event::Said(Box::new(message)));
            None
        }
        Err(_) => Some(message),
    }
}

/// Renews what is held, and pings: the pong says that the renewal arrived.
async fn renew(socket: &mut Socket, leases: &Leases) -> Result<(), String> {
    let (attempts, mark) = leases.begin_renewal();
    let condition = leases.condition();
    let message = FromNode::Renew {
        attempts,
        condition,
    };
    let text = serde_json::to_string(&message).map_err(|error| error.to_string())?;
    write(socket, Message::text(text)).await?;
    write(
        socket,
        Message::Ping(Bytes::copy_from_slice(&mark.to_be_bytes())),
    )
    .await
}

async fn write(socket: &mut Socket, message: Message) -> Result<(), String> {
    written(timeout(WRITE_WITHIN, socket.send(message)).await)
}

/// Writes a message with all that waits behind it: one write to the network for many.
async fn write_all(
    socket: &mut Socket,
    first: Message,
    queue: &mut mpsc::Receiver<Message>,
) -> Result<(), String> {
    let all = async {
        socket.feed(first).await?;
        for _ in 0..queue.len() {
            if let Ok(next) = queue.try_recv() {
                socket.feed(next).await?;
            }
        }
        socket.flush().await
    };
    written(timeout(WRITE_WITHIN, all).await)
}

fn written(
    done: Result<Result<(), tungstenite::Error>, tokio::time::error::Elapsed>,
) -> Result<(), String> {
    match done {
        Ok(sent) => sent.map_err(|error| error.to_string()),
        Err(_) => Err("it takes nothing more".into()),
    }
}

type Came = Option<Result<Message, tungstenite::Error>>;

/// What came; nothing when it concerns only the connection itself.
fn hear(came: Came, leases: &Leases) -> Result<Option<ToNode>, String> {
    match came {
        Some(Ok(Message::Text(text))) => match serde_json::from_str(&text) {
            Ok(message) => Ok(Some(message)),
            Err(error) => Err(format!("it said something unknown: {error}")),
        },
        Some(Ok(Message::Pong(mark))) => {
            if let Ok(mark) = <[u8; 8]>::try_from(&mark[..]) {
                leases.confirm_renewal(u64::from_be_bytes(mark));
            }
            Ok(None)
        }
        Some(Ok(Message::Close(close))) => Err(close.map_or_else(
            || "it hung up".into(),
            |close| format!("it hung up: {}", close.reason),
        )),
        Some(Ok(Message::Binary(_) | Message::Ping(_) | Message::Frame(_))) => Ok(None),
        Some(Err(error)) => Err(error.to_string()),
        None => Err("it hung up".into()),
    }
}
