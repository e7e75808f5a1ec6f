//! Log bytes are appended, once each, by the node that has the attempt.

use rgrid_shared::{
    id::{AttemptId, NodeId},
    limits::MAX_LOG_BYTES,
    wire::logs::LogFrame,
};
use sqlx::{Connection as _, PgConnection};

use super::plan::plan;
use crate::db::finish;

/// What became of log bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Appended {
    /// All bytes before this position are stored; later ones, after a gap, were not taken.
    Stored(u64),
    /// The attempt is not this node's, or not any more.
    Fenced,
    /// The end of the attempt is stored, so its log was whole; these bytes come again.
    Ended,
    /// They go beyond the limit of one log; none were taken.
    TooLong,
}

/// Appends frames of one attempt in a transaction of its own.
///
/// # Errors
/// When the database fails.
pub async fn append(
    conn: &mut PgConnection,
    node: NodeId,
    attempt: AttemptId,
    frames: &[LogFrame],
) -> sqlx::Result<Appended> {
    let mut tx = conn.begin().await?;
    // The lock keeps the attempt this node's, and two connections of it from writing at the same time.
    let held = sqlx::query_file!("src/db/log/fence.sql", attempt.uuid(), node.uuid())
        .fetch_optional(&mut *tx)
        .await?;
    let Some(held) = held else {
        let ended = finish::is_stored(&mut tx, attempt).await?;
        return Ok(if ended {
            Appended::Ended
        } else {
            Appended::Fenced
        });
    };
    let stored = sqlx::query_file_scalar!("src/db/log/end.sql", held.job_id, held.attempts)
        .fetch_one(&mut *tx)
        .await?;
    let plan = plan(u64::try_from(stored).unwrap_or(0), frames);
    if plan.end > MAX_LOG_BYTES {
        return Ok(Appended::TooLong);
    }
    if !plan.data.is_empty() {
        sqlx::query_file!(
            "src/db/log/append.sql",
            held.job_id,
            held.attempts,
            &plan.positions,
            &plan.streams,
            &plan.data,
        )
        .fetch_all(&mut *tx)
        .await?;
    }
    tx.commit().await?;
    Ok(Appended::Stored(plan.end))
}

/// Up to where the log of a running attempt of this node is stored; nothing for any other.
///
/// # Errors
/// When the database fails.
pub async fn stored(
    conn: &mut PgConnection,
    node: NodeId,
    attempt: AttemptId,
) -> sqlx::Result<Option<u64>> {
    let end = sqlx::query_file_scalar!("src/db/log/stored.sql", attempt.uuid(), node.uuid())
        .fetch_optional(conn)
        .await?;
    Ok(end.map(|end| u64::try_from(end).unwrap_or(0)))
}
