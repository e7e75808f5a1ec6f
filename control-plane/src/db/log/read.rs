//! Reading log bytes, live or after the end: one path for pages and followers.

use chrono::{DateTime, Utc};
use rgrid_shared::{
    id::{AccountId, JobId},
    job::JobState,
    wire::logs::{LogCursor, Stream},
};
use sqlx::PgConnection;

/// Consecutive bytes of one stream of one attempt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Which stream.
    pub stream: Stream,
    /// How many bytes of both streams came before.
    pub pos: u64,
    /// The bytes.
    pub data: bytes::Bytes,
    /// When they were stored; not known of the oldest.
    pub at: Option<DateTime<Utc>>,
}

/// What a reader of logs must know of a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// How many attempts were started.
    pub attempts: u32,
    /// Where the job is in its life.
    pub state: JobState,
}

/// How far a job is; nothing when the account has no such job.
///
/// # Errors
/// Those of the database.
pub async fn progress(
    conn: &mut PgConnection,
    account: AccountId,
    job: JobId,
) -> Result<Option<Progress>, sqlx::Error> {
    let row = sqlx::query_file!("src/db/log/progress.sql", account.uuid(), job.uuid())
        .fetch_optional(conn)
        .await?;
    let Some(row) = row else {
        return Ok(None);
    };
    let state = row.state.parse();
    Ok(Some(Progress {
        attempts: row.attempts.unsigned_abs(),
        state: state.map_err(|error| sqlx::Error::Decode(Box::new(error)))?,
    }))
}

/// The bytes of one attempt from the cursor on: at most `limit`, from the first few pieces.
///
/// # Errors
/// Those of the database.
pub async fn read(
    conn: &mut PgConnection,
    account: AccountId,
    job: JobId,
    from: LogCursor,
    limit: u32,
) -> Result<Vec<Piece>, sqlx::Error> {
    let attempt = i32::try_from(from.attempt).unwrap_or(i32::MAX);
    let pos = i64::try_from(from.pos).unwrap_or(i64::MAX);
    let (account, job, limit) = (account.uuid(), job.uuid(), i64::from(limit));
    let rows = sqlx::query_file!("src/db/log/read.sql", account, job, attempt, pos, limit)
        .fetch_all(conn)
        .await?;
    let pieces = rows.into_iter().filter_map(|row| {
        Some(Piece {
            stream: Stream::from_number(u8::try_from(row.stream).ok()?)?,
            pos: row.pos.unsigned_abs(),
            data: row.data.into(),
            at: row.stored_at,
        })
    });
    Ok(pieces.collect())
}
