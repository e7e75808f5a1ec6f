//! Attempts: whose a running one is, and the history of a job's.

use rgrid_shared::{
    id::{AccountId, AttemptId, JobId, NodeId},
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

/// The account of an attempt that this node runs; nothing for any other attempt.
///
/// # Errors
/// When the database fails.
pub async fn owner(
    conn: &mut PgConnection,
    node: NodeId,
    attempt: AttemptId,
) -> sqlx::Result<Option<AccountId>> {
    let owner = sqlx::query_file_scalar!("src/db/attempt/owner.sql", attempt.uuid(), node.uuid())
        .fetch_optional(conn)
        .await?;
    Ok(owner.map(AccountId::from))
}

/// The attempts of a node whose jobs somebody cancelled.
///
/// # Errors
/// When the database fails.
pub async fn cancelled(conn: &mut PgConnection, node: NodeId) -> sqlx::Result<Vec<AttemptId>> {
    let ids = sqlx::query_file_scalar!("src/db/attempt/cancelled.sql", node.uuid())
        .fetch_all(conn)
        .await?;
    Ok(ids.into_iter().map(AttemptId::from).collect())
}
