//! Work goes to the node: as much as it gave credit for, as soon as there is some.

use std::convert::Infallible;

use futures_util::{StreamExt as _, stream};
use rgrid_shared::wire::node::{Hello, ToNode};
use tokio::sync::watch;

use super::{Session, assign::assignment, claims::Seat, end::End};
use crate::db::{lease::Claimed, node};

/// How many assignments are made at the same time.
const PARALLEL: usize = 8;

/// What the node asks for.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Ask {
    /// Assignments that it is willing to have received in all.
    pub(super) total: u64,
    /// Whether it wants no more.
    pub(super) drain: bool,
}

/// Both ends of what the node asks for.
pub(super) fn channel() -> (watch::Sender<Ask>, watch::Receiver<Ask>) {
    watch::channel(Ask::default())
}

/// Gives out work until the conversation ends.
pub(super) async fn dispatch(session: &Session, hello: &Hello, asked: watch::Receiver<Ask>) -> End {
    let claims = &session.state.common.claims;
    let seat = claims.sit(session.node, session.id, hello);
    match give(session, seat, asked).await {
        Ok(never) => match never {},
        Err(end) => end,
    }
}

async fn give(
    session: &Session,
    mut seat: Seat,
    mut asked: watch::Receiver<Ask>,
) -> Result<Infallible, End> {
    loop {
        let ask = *asked.borrow_and_update();
        if ask.drain {
            return drain(session, seat).await;
        }
        seat.want(ask.total);
        tokio::select! {
            changed = asked.changed() => changed.map_err(|_| End::Gone)?,
            given = seat.given() => assign(session, given?).await?,
        }
    }
}

async fn assign(session: &Session, claimed: Vec<Claimed>) -> Result<(), End> {
    let made = claimed
        .into_iter()
        .map(|claimed| assignment(&session.state, claimed));
    let mut made = stream::iter(made).buffered(PARALLEL);
    while let Some(assignment) = made.next().await {
        tracing::debug!(attempt.id = %assignment.attempt, job.id = %assignment.job, "assigned");
        session
            .out
            .say(&ToNode::Assign(Box::new(assignment)))
            .await?;
    }
    Ok(())
}

/// No claim comes after this one task has drained; then nothing is left to do but wait for the end.
async fn drain(session: &Session, seat: Seat) -> Result<Infallible, End> {
    assign(session, seat.leave().await?).await?;
    let mut conn = session.state.db.acquire().await?;
    node::drain(&mut conn, session.node, session.id).await?;
    drop(conn);
    session.out.say(&ToNode::Drained).await?;
    std::future::pending().await
}
