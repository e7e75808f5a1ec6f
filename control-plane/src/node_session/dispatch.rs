//! Work goes to the node: as much as it gave credit for, as soon as there is some.

use futures_util::{StreamExt as _, stream};
use rgrid_shared::wire::node::ToNode;
use tokio::sync::watch;

use super::{Session, assign::assignment, end::End};
use crate::{
    db::{lease::claim, node},
    wake::Topic,
};

/// Most jobs that one claim takes, so that one node cannot empty the queue in a moment.
const MOST_AT_ONCE: u64 = 32;
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
pub(super) async fn dispatch(session: &Session, asked: watch::Receiver<Ask>) -> End {
    match give(session, asked).await {
        Ok(never) => match never {},
        Err(end) => end,
    }
}

async fn give(
    session: &Session,
    mut asked: watch::Receiver<Ask>,
) -> Result<std::convert::Infallible, End> {
    let mut work = session.state.wake.waiter(Topic::Queue);
    let mut sent: u64 = 0;
    loop {
        let ask = *asked.borrow_and_update();
        if ask.drain {
            return drain(session).await;
        }
        let free = ask.total.saturating_sub(sent).min(MOST_AT_ONCE);
        let given = if free > 0 {
            give_some(session, free).await?
        } else {
            0
        };
        sent = sent.saturating_add(given);
        if free > 0 && given == free {
            continue;
        }
        tokio::select! {
            changed = asked.changed() => changed.map_err(|_| End::Gone)?,
            () = work.changed(), if free > 0 => {}
        }
    }
}

/// Claims and assigns up to `most` jobs; says how many.
async fn give_some(session: &Session, most: u64) -> Result<u64, End> {
    let most = u32::try_from(most).unwrap_or(u32::MAX);
    let mut conn = session.state.db.acquire().await?;
    let claimed = claim(&mut conn, session.node, session.id, most).await?;
    drop(conn);
    let count = claimed.len();
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
    Ok(u64::try_from(count).unwrap_or(u64::MAX))
}

/// No claim comes after this one task has drained; then nothing is left to do but wait for the end.
async fn drain(session: &Session) -> Result<std::convert::Infallible, End> {
    let mut conn = session.state.db.acquire().await?;
    node::drain(&mut conn, session.node, session.id).await?;
    drop(conn);
    session.out.say(&ToNode::Drained).await?;
    std::future::pending().await
}
