//! The conversation with one node over its WebSocket (`shared::wire::node`).
//!
//! What many nodes say at the same time is stored together ([`common`]).
//!
//! Five tasks in one: reading, writing, giving out work, keeping leases, and taking logs and reports in
//! their order. Leases never queue behind data. Whatever ends one of them ends the conversation; the
//! node connects again, and until then only its leases run.

mod assign;
mod blobs;
mod cache;
mod claims;
mod common;
mod data;
mod dispatch;
mod end;
mod greet;
mod keep;
mod outbox;
mod packages;
mod read;
mod report;
#[cfg(test)]
mod tests;

use axum::extract::ws::WebSocket;
use futures_util::StreamExt as _;
use rgrid_shared::id::NodeId;
use tokio::sync::mpsc;
use tracing::Instrument as _;
use uuid::Uuid;

pub use cache::BlobCache;
pub use common::Common;

use crate::app::AppState;
use end::End;
use outbox::Outbox;

/// What the tasks of one conversation share.
struct Session {
    state: AppState,
    node: NodeId,
    /// Only the last session of a node may claim.
    id: Uuid,
    out: Outbox,
}

/// Talks with a node until the conversation ends.
pub(crate) async fn run(state: AppState, node: NodeId, socket: WebSocket) {
    let span = tracing::info_span!("node", node.id = %node);
    // One conversation is a large future; on the heap, nobody has to carry it along.
    Box::pin(converse(state, node, socket).instrument(span)).await;
}

async fn converse(state: AppState, node: NodeId, socket: WebSocket) {
    let (mut sink, mut stream) = socket.split();
    let (out, queue) = outbox::open();
    let session = Session {
        state,
        node,
        id: Uuid::now_v7(),
        out,
    };
    let ended = tokio::select! {
        end = Box::pin(talk(&session, &mut stream)) => end,
        end = outbox::write(queue, &mut sink) => end,
        () = session.state.stopping.cancelled() => End::Stopping,
    };
    tracing::info!(why = %ended, "the conversation with the node ended");
    outbox::close(sink, &mut stream, &ended).await;
}

async fn talk(session: &Session, stream: &mut read::Stream) -> End {
    let hello = match greet::greet(session, stream).await {
        Ok(hello) => hello,
        Err(end) => return end,
    };
    tracing::info!(
        version = hello.version,
        slots = hello.slots,
        "the node is connected"
    );
    let (ask, asked) = dispatch::channel();
    let (renewals, renewed) = mpsc::channel(4);
    let (data, incoming) = data::channel();
    let routes = read::Routes {
        ask,
        renewals,
        data,
    };
    tokio::select! {
        end = read::read(stream, routes) => end,
        end = dispatch::dispatch(session, &hello, asked) => end,
        end = keep::keep(session, renewed) => end,
        end = data::take(session, incoming) => end,
    }
}
