//! One follower of a job: what it has seen, and what it is sent next.

use rgrid_shared::{
    id::{AttemptId, JobId},
    wire::{
        follow::JobEvent,
        logs::{LogCursor, LogFrame},
    },
};

use super::super::{find, missing};
use crate::{
    app::AppState,
    db::{self, log::Progress},
    http::{
        artifacts::{READ_FOLLOWED, first, followed},
        auth::Caller,
        error::Error,
        follow::{Follower, Gone},
        logs::{Read, read_on},
    },
    wake::Topic,
};

/// How many log bytes are read at once: whoever takes nothing holds on to these, and there may be hundreds.
const READ_BYTES: u32 = 128 << 10;

/// What one follower of a job has seen.
pub(super) struct Follow {
    state: AppState,
    caller: Caller,
    id: JobId,
    cursor: LogCursor,
    seen: Option<Progress>,
    attempt: Option<(u32, AttemptId)>,
}

impl Follow {
    pub(super) fn new(state: AppState, caller: Caller, id: JobId, cursor: LogCursor) -> Self {
        Self {
            state,
            caller,
            id,
            cursor,
            seen: None,
            attempt: None,
        }
    }

    /// Sends all there is, until the end of the job.
    pub(super) async fn run(mut self, follower: &mut Follower) -> Result<(), Gone> {
        let mut waiter = self.state.wake.waiter(Topic::Job(self.id));
        loop {
            let read = self.look(follower).await?;
            if read.end {
                return self.end(follower).await;
            }
            if read.pieces.is_empty() {
                follower.wait(&mut waiter).await?;
                continue;
            }
            self.send(follower, read).await?;
        }
    }

    /// Reads on, and tells of another state before the bytes.
    async fn look(&mut self, follower: &mut Follower) -> Result<Read, Gone> {
        let account = self.caller.account;
        let mut conn = self.state.db.acquire().await?;
        let read = read_on(&mut conn, account, self.id, self.cursor, READ_BYTES).await?;
        let read = read.ok_or_else(|| missing(self.id))?;
        if self.seen == Some(read.now) {
            return Ok(read);
        }
        let job = Box::new(find(&mut conn, account, self.id).await?);
        drop(conn);
        self.seen = Some(read.now);
        follower.event(&JobEvent::State { job }).await?;
        Ok(read)
    }

    async fn send(&mut self, follower: &mut Follower, read: Read) -> Result<(), Gone> {
        let number = read.attempt;
        let attempt = self.attempt_id(number).await?;
        for piece in read.pieces {
            let frame = LogFrame {
                attempt,
                number,
                stream: piece.stream,
                pos: piece.pos,
                data: piece.data,
            };
            let bytes = frame.encode();
            drop(frame);
            follower.bytes(bytes).await?;
        }
        self.cursor = read.next;
        Ok(())
    }

    async fn attempt_id(&mut self, number: u32) -> Result<AttemptId, Gone> {
        if let Some((known, id)) = self.attempt
            && known == number
        {
            return Ok(id);
        }
        let mut conn = self.state.db.acquire().await?;
        let attempts = db::attempt::list(&mut conn, self.caller.account, self.id).await?;
        let found = attempts.iter().find(|attempt| attempt.number == number);
        let id = found.map(|attempt| attempt.id);
        let id = id.ok_or_else(|| Error::Internal(format!("attempt {number} is not there")))?;
        self.attempt = Some((number, id));
        Ok(id)
    }

    async fn end(&self, follower: &mut Follower) -> Result<(), Gone> {
        let account = self.caller.account;
        let mut conn = self.state.db.acquire().await?;
        let job = Box::new(find(&mut conn, account, self.id).await?);
        let read = (None, READ_FOLLOWED);
        let artifacts = db::artifact::list(&mut *conn, account, self.id, read).await?;
        drop(conn);
        let (artifacts, more) = first(artifacts.unwrap_or_default());
        let artifacts = followed(&self.state, account, artifacts)?;
        let end = JobEvent::End {
            job,
            artifacts,
            more,
        };
        follower.event(&end).await
    }
}
