//! One follower of an account: looks when something happened, and tells what is new to it.

use std::{
    collections::BTreeSet,
    time::{Duration, Instant},
};

use rgrid_shared::{id::JobId, wire::events::AccountEvent};
use tokio::sync::Semaphore;

use super::nodes::Nodes;
use crate::{
    app::AppState,
    db::{
        self,
        change::{Cursor, Look},
    },
    http::{
        auth::Caller,
        follow::{Follower, Gone},
    },
    wake::Topic,
};

/// Most jobs of one message.
const JOBS: usize = 500;
/// The least pause between two looks: short enough for the eye, long enough to see many changes at once.
const BREATH: Duration = Duration::from_millis(20);
/// So many looks are made at once: however many follow, the queue has the other connections of the database.
static LOOKS: Semaphore = Semaphore::const_new(2);
/// A look may cost this part of a follower's time, so that no number of jobs makes its looks a load.
const SHARE: u32 = 5;

/// What one follower of an account has seen.
pub(super) struct Follow {
    state: AppState,
    caller: Caller,
    nodes: Nodes,
}

impl Follow {
    pub(super) fn new(state: AppState, caller: Caller) -> Self {
        Self {
            state,
            caller,
            nodes: Nodes::default(),
        }
    }

    pub(super) async fn run(
        mut self,
        follower: &mut Follower,
        from: Option<Cursor>,
    ) -> Result<(), Gone> {
        let mut waiter = self.state.wake.waiter(Topic::Anything);
        let mut cursor = self.greet(follower, from).await?;
        loop {
            let began = Instant::now();
            let Some(look) = self.look(&cursor).await? else {
                cursor = self.greet(follower, None).await?;
                continue;
            };
            let pause = began.elapsed().saturating_mul(SHARE).max(BREATH);
            self.tell(follower, &cursor, &look).await?;
            cursor = look.cursor;
            self.nodes.tell(follower, &self.state, self.caller).await?;
            follower.pause(pause).await?;
            follower.wait(&mut waiter).await?;
        }
    }

    /// Says hello; answers from where to look.
    async fn greet(&self, follower: &mut Follower, from: Option<Cursor>) -> Result<Cursor, Gone> {
        let known = match from {
            Some(from) => self.look(&from).await?.map(|_| from),
            None => None,
        };
        let resumed = known.is_some();
        let cursor = match known {
            Some(cursor) => cursor,
            None => db::change::now(&mut *self.state.db.acquire().await?).await?,
        };
        let hello = AccountEvent::Hello {
            cursor: cursor.to_string(),
            resumed,
        };
        follower.event(&hello).await?;
        Ok(cursor)
    }

    async fn look(&self, from: &Cursor) -> Result<Option<Look>, Gone> {
        let _turn = LOOKS.acquire().await;
        let mut conn = self.state.db.acquire().await?;
        Ok(db::change::look(&mut conn, self.caller.account, from).await?)
    }

    /// Tells the changes, in as many messages as they need; only the last one moves the cursor.
    async fn tell(&self, follower: &mut Follower, from: &Cursor, look: &Look) -> Result<(), Gone> {
        let mut ids = &*look.jobs;
        while !ids.is_empty() {
            let (event, rest) = self.changed(from, look, ids).await?;
            follower.event(&event).await?;
            ids = rest;
        }
        Ok(())
    }

    /// The event of the first of `ids`, and those that did not go into it.
    async fn changed<'a>(
        &self,
        from: &Cursor,
        look: &Look,
        ids: &'a [JobId],
    ) -> Result<(AccountEvent, &'a [JobId]), Gone> {
        let account = self.caller.account;
        let _turn = LOOKS.acquire().await;
        let most = ids.get(..JOBS).unwrap_or(ids);
        let mut conn = self.state.db.acquire().await?;
        let jobs = db::job::some(&mut conn, account, most).await?;
        let batches: BTreeSet<_> = jobs.iter().filter_map(|job| job.batch).collect();
        let batches: Vec<_> = batches.into_iter().collect();
        let batches = db::batch::some(&mut conn, account, &batches).await?;
        let last = jobs.last().map(|job| job.id);
        let told = ids.iter().take_while(|id| Some(**id) <= last).count();
        let rest = ids.get(told..).filter(|_| told > 0).unwrap_or_default();
        let cursor = if rest.is_empty() { &look.cursor } else { from };
        let cursor = cursor.to_string();
        Ok((
            AccountEvent::Changed {
                cursor,
                jobs,
                batches,
            },
            rest,
        ))
    }
}
