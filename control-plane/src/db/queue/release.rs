//! Held jobs become queued when their batch and account have free slots.

use sqlx::PgConnection;
use uuid::Uuid;

use super::{account::Account, notify};

/// Queues as many held jobs of a locked account as have a slot, the oldest first.
///
/// Jobs that another transaction has locked are passed over: it is about to end them, and whoever
/// ends a job comes here.
pub(super) async fn release(conn: &mut PgConnection, account: Uuid) -> sqlx::Result<()> {
    let mut account = Account::read(conn, account).await?;
    if account.free <= 0 {
        return Ok(());
    }
    let ready = sqlx::query_file!("src/db/queue/release_next.sql", account.id, account.free)
        .fetch_all(&mut *conn)
        .await?;
    if ready.is_empty() {
        return Ok(());
    }
    let (jobs, vtimes): (Vec<_>, Vec<_>) = ready
        .iter()
        .map(|row| (row.job_id, account.share.tag(row.cpu_millis)))
        .unzip();
    sqlx::query_file!(
        "src/db/queue/release.sql",
        account.id,
        &jobs,
        &vtimes,
        account.share.last
    )
    .execute(&mut *conn)
    .await?;
    notify::work(conn).await
}

/// Releases what an account can run now; a net under the releases that a crash cut short.
///
/// # Errors
/// When the database fails.
pub async fn release_of(
    conn: &mut PgConnection,
    account: rgrid_shared::id::AccountId,
) -> sqlx::Result<()> {
    Account::lock(conn, account).await?;
    release(conn, account.uuid()).await
}
