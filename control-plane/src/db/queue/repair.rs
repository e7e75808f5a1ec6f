//! Finds jobs that could go on and do not, because two things crossed or a process died between.

use std::collections::BTreeMap;

use rgrid_shared::{digest::Digest, id::AccountId};
use sqlx::PgConnection;

/// Blobs that jobs wait for although they are stored, by account.
///
/// # Errors
/// When the database fails.
pub async fn arrived_unnoticed(
    conn: &mut PgConnection,
) -> sqlx::Result<BTreeMap<AccountId, Vec<Digest>>> {
    let rows = sqlx::query_file!("src/db/queue/arrived_unnoticed.sql")
        .fetch_all(conn)
        .await?;
    let mut found: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for row in rows {
        if let Ok(digest) = Digest::try_from(row.digest.as_slice()) {
            found.entry(row.account_id.into()).or_default().push(digest);
        }
    }
    Ok(found)
}

/// Accounts that have held jobs and free slots.
///
/// # Errors
/// When the database fails.
pub async fn accounts_with_room(conn: &mut PgConnection) -> sqlx::Result<Vec<AccountId>> {
    let ids = sqlx::query_file_scalar!("src/db/queue/accounts_with_room.sql")
        .fetch_all(conn)
        .await?;
    Ok(ids.into_iter().map(AccountId::from).collect())
}
