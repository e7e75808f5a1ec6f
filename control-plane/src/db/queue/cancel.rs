//! Jobs and batches are cancelled.

use rgrid_shared::{
    id::{AccountId, BatchId, JobId},
    job::Outcome,
};
use sqlx::PgConnection;
use uuid::Uuid;

use super::{
    end::{End, Used, end},
    live::{self, Live},
    notify,
};

/// What became of the wish to cancel a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cancel {
    /// It has ended now, as cancelled.
    Ended,
    /// It runs; its node was told to end it.
    Requested,
    /// It is not in the queue: it has ended before, or is not this account's.
    NotLive,
}

/// Cancels one job.
///
/// # Errors
/// When the database fails.
pub async fn cancel_job(
    conn: &mut PgConnection,
    account: AccountId,
    job: JobId,
) -> sqlx::Result<Cancel> {
    let locked = live::lock_own(conn, account, &[job.uuid()]).await?;
    let Some(live) = locked.first() else {
        return Ok(Cancel::NotLive);
    };
    let answer = if live.is_running() {
        Cancel::Requested
    } else {
        Cancel::Ended
    };
    cancel(conn, locked).await?;
    Ok(answer)
}

/// Cancels every job of a batch that has not ended.
///
/// # Errors
/// When the database fails.
pub async fn cancel_batch(
    conn: &mut PgConnection,
    account: AccountId,
    batch: BatchId,
) -> sqlx::Result<()> {
    let jobs = sqlx::query_file_scalar!("src/db/queue/of_batch.sql", account.uuid(), batch.uuid())
        .fetch_all(&mut *conn)
        .await?;
    let locked = live::lock_own(conn, account, &jobs).await?;
    cancel(conn, locked).await
}

async fn cancel(conn: &mut PgConnection, locked: Vec<Live>) -> sqlx::Result<()> {
    let (running, waiting): (Vec<_>, Vec<_>) = locked.into_iter().partition(Live::is_running);
    let running: Vec<Uuid> = running.iter().map(|live| live.job_id).collect();
    if !running.is_empty() {
        sqlx::query_file!("src/db/queue/cancel.sql", &running)
            .fetch_all(&mut *conn)
            .await?;
        notify::changed(conn, &running, &[]).await?;
    }
    let ends: Vec<_> = waiting
        .into_iter()
        .map(|live| End {
            live,
            ending: Outcome::Cancelled.ending(),
            used: Used::default(),
            artifacts: &[],
        })
        .collect();
    end(conn, &ends).await
}
