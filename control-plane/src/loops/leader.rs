//! The leader among several control planes: whoever holds an advisory lock for one transaction.

use sqlx::PgConnection;

/// What a leader does; its number is the key of the lock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Chore {
    /// Giving up what is lost.
    Reap = 0x7267_0001,
}

/// Whether this transaction is the only one, anywhere, that does the chore.
pub(super) async fn leads(conn: &mut PgConnection, chore: Chore) -> sqlx::Result<bool> {
    sqlx::query_file_scalar!("src/loops/leader.sql", chore as i64)
        .fetch_one(conn)
        .await
}
