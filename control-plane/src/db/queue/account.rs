//! One account's lock, free slots and share of the queue.

use std::collections::{BTreeMap, BTreeSet};

use rgrid_shared::id::AccountId;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::{db::ensure_rows, domain::fair::Share};

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

/// Locks the rows of accounts that have had jobs before.
pub(super) async fn lock_all(
    conn: &mut PgConnection,
    accounts: &BTreeSet<Uuid>,
) -> sqlx::Result<()> {
    let ids: Vec<_> = accounts.iter().copied().collect();
    let locked = sqlx::query_file!("src/db/queue/account_lock.sql", &ids)
        .fetch_all(conn)
        .await?;
    ensure_rows(locked.len() as u64, ids.len())
}

/// Gives slots of locked accounts back.
pub(super) async fn free(conn: &mut PgConnection, slots: &BTreeMap<Uuid, i32>) -> sqlx::Result<()> {
    let (ids, counts): (Vec<_>, Vec<_>) = slots.iter().map(|(id, count)| (*id, *count)).unzip();
    sqlx::query_file!("src/db/queue/account_free.sql", &ids, &counts)
        .execute(conn)
        .await
        .map(drop)
}
