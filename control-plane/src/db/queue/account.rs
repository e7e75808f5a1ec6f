//! One account's lock, free slots and share of the queue.

use rgrid_shared::id::AccountId;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::domain::fair::Share;

/// What an account, locked by this transaction, may still queue.
#[derive(Debug)]
pub(super) struct Account {
    pub(super) id: Uuid,
    /// Jobs that may still become active; below zero when the limit was lowered.
    pub(super) free: i32,
    pub(super) share: Share,
}

impl Account {
    /// Locks the account's row of the queue, making it on first use, and reads it.
    pub(super) async fn lock(conn: &mut PgConnection, id: AccountId) -> sqlx::Result<Self> {
        let id = id.uuid();
        let locked = sqlx::query_file!("src/db/queue/account_lock.sql", &[id])
            .fetch_optional(&mut *conn)
            .await?;
        if locked.is_none() {
            sqlx::query_file!("src/db/queue/account_add.sql", id)
                .execute(&mut *conn)
                .await?;
            sqlx::query_file!("src/db/queue/account_lock.sql", &[id])
                .fetch_one(&mut *conn)
                .await?;
        }
        Self::read(conn, id).await
    }

    /// Reads an account that this transaction has locked before: what others committed is seen.
    pub(super) async fn read(conn: &mut PgConnection, id: Uuid) -> sqlx::Result<Self> {
        let row = sqlx::query_file!("src/db/queue/account_read.sql", id)
            .fetch_one(conn)
            .await?;
        Ok(Self {
            id,
            free: row.max_running.saturating_sub(row.active),
            share: Share {
                clock: row.clock,
                last: row.vtime,
                weight: row.weight,
            },
        })
    }
}
