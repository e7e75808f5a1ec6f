//! Leases are renewed, and cancelled jobs told, without waiting for anything else.

use std::collections::HashSet;

use rgrid_shared::{
    id::AttemptId,
    wire::node::{Condition, ToNode},
};
use tokio::sync::mpsc;

use super::{Session, end::End};
use crate::{
    db::{attempt, lease::Renewed, node},
    wake::Topic,
};

/// What a node says at each third of a lease.
pub(super) struct Renewal {
    pub(super) attempts: Vec<AttemptId>,
    pub(super) condition: Condition,
}

/// Renews and tells until the conversation ends.
///
/// A renewal that the database does not take ends it: the node must not believe in leases that run out.
pub(super) async fn keep(session: &Session, mut renewals: mpsc::Receiver<Renewal>) -> End {
    let mut cancels = session.state.wake.waiter(Topic::Node(session.node));
    let (mut told, mut known) = (HashSet::new(), Condition::default());
    loop {
        let done = tokio::select! {
            attempts = renewals.recv() => match attempts {
                Some(renewal) => renew_all(session, renewal, &mut known).await,
                None => Err(End::Gone),
            },
            // Each renewal tells of them too.
            () = cancels.told() => tell_cancelled(session, &mut told).await,
        };
        if let Err(end) = done {
            return end;
        }
    }
}

async fn renew_all(session: &Session, renewal: Renewal, known: &mut Condition) -> Result<(), End> {
    let common = &session.state.common;
    let renewed = common.renew(session.node, renewal.attempts).await?;
    if *known != renewal.condition {
        *known = renewal.condition;
        let mut conn = session.state.db.acquire().await?;
        node::condition(&mut conn, session.node, session.id, known).await?;
    }
    tell(session, renewed).await
}

/// Tells the node what a renewal found.
pub(super) async fn tell(session: &Session, renewed: Renewed) -> Result<(), End> {
    for attempt in renewed.fenced {
        session.out.say(&ToNode::Fenced { attempt }).await?;
    }
    for attempt in renewed.cancelled {
        session.out.say(&ToNode::Cancel { attempt }).await?;
    }
    Ok(())
}

/// Tells each cancelled attempt once; the next renewal repeats it.
async fn tell_cancelled(session: &Session, told: &mut HashSet<AttemptId>) -> Result<(), End> {
    let mut conn = session.state.db.acquire().await?;
    let cancelled = attempt::cancelled(&mut conn, session.node).await?;
    drop(conn);
    told.retain(|attempt| cancelled.contains(attempt));
    for attempt in cancelled {
        if told.insert(attempt) {
            session.out.say(&ToNode::Cancel { attempt }).await?;
        }
    }
    Ok(())
}
