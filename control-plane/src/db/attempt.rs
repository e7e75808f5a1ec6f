//! The history of a job's attempts.

use rgrid_shared::{
    id::{AccountId, JobId},
    wire::attempts::Attempt,
};
use sqlx::PgConnection;

/// The attempts of a job, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn list(
    conn: &mut PgConnection,
    account: AccountId,
    job: JobId,
) -> sqlx::Result<Vec<Attempt>> {
    let rows = sqlx::query_file!("src/db/attempt/list.sql", account.uuid(), job.uuid())
        .fetch_all(conn)
        .await?;
    let attempts = rows.into_iter().map(|row| Attempt {
        id: row.id.into(),
        number: u32::try_from(row.number).unwrap_or(0),
        node: row.node_id.into(),
        started_at: row.started_at,
        finished_at: row.finished_at,
        reason: row.reason.and_then(|reason| reason.parse().ok()),
        exit_code: row.exit_code.and_then(|code| u8::try_from(code).ok()),
    });
    Ok(attempts.collect())
}
