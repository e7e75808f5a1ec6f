//! Log bytes of a job, read on from a cursor: what pages and followers share.
//!
//! A cursor moves through the attempts in order: when an attempt has ended and all of its bytes were
//! read, it goes on at the start of the next one. Attempt 0 stands for the last one there is.

use rgrid_shared::{
    id::{AccountId, JobId},
    wire::logs::LogCursor,
};

use super::error::Error;
use crate::db::{
    self,
    log::{Piece, Progress, progress, read},
};

/// What was read at once.
pub(crate) struct Read {
    /// The attempt that the pieces are of.
    pub(crate) attempt: u32,
    /// The pieces, in order.
    pub(crate) pieces: Vec<Piece>,
    /// Where to read on.
    pub(crate) next: LogCursor,
    /// How far the job was just before.
    pub(crate) now: Progress,
    /// Whether the job has ended and nothing more will come.
    pub(crate) end: bool,
}

/// Reads at most `limit` bytes from the cursor on; nothing when the account has no such job.
pub(crate) async fn read_on(
    conn: &mut db::Connection,
    account: AccountId,
    job: JobId,
    cursor: LogCursor,
    limit: u32,
) -> Result<Option<Read>, Error> {
    // Asked before the bytes are read: of a job that has ended by now, every byte is stored.
    let Some(now) = progress(conn, account, job).await? else {
        return Ok(None);
    };
    let mut from = cursor;
    if from.attempt == 0 {
        from = LogCursor {
            attempt: now.attempts,
            pos: 0,
        };
    }
    loop {
        let pieces = read(conn, account, job, from, limit).await?;
        if pieces.is_empty() && from.attempt < now.attempts {
            let attempt = from.attempt.saturating_add(1);
            from = LogCursor { attempt, pos: 0 };
            continue;
        }
        return Ok(Some(read_from(from, pieces, now)));
    }
}

fn read_from(from: LogCursor, pieces: Vec<Piece>, now: Progress) -> Read {
    let last = pieces.last();
    let pos = last.map_or(from.pos, |piece| {
        piece.pos.saturating_add(piece.data.len() as u64)
    });
    Read {
        attempt: from.attempt,
        end: pieces.is_empty() && now.state.is_final(),
        pieces,
        next: LogCursor { pos, ..from },
        now,
    }
}
