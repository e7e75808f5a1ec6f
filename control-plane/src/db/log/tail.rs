//! Where the end of a log begins.

use rgrid_shared::{
    id::{AccountId, JobId},
    wire::logs::LogCursor,
};
use sqlx::PgConnection;

use super::progress;

/// The cursor `bytes` before the end of the job's last attempt; nothing when the account has no such job.
///
/// # Errors
/// Those of the database.
pub async fn tail(
    conn: &mut PgConnection,
    account: AccountId,
    job: JobId,
    bytes: u64,
) -> Result<Option<LogCursor>, sqlx::Error> {
    let Some(now) = progress(conn, account, job).await? else {
        return Ok(None);
    };
    let attempt = i32::try_from(now.attempts).unwrap_or(i32::MAX);
    let end = sqlx::query_file_scalar!("src/db/log/last.sql", job.uuid(), attempt)
        .fetch_one(conn)
        .await?;
    Ok(Some(LogCursor {
        attempt: now.attempts,
        pos: end.unsigned_abs().saturating_sub(bytes),
    }))
}
