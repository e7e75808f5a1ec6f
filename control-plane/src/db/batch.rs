//! Batches: jobs made by one submission, and their counts.

mod again;
mod ended;

pub use again::{Again, Wanted, again};
pub use ended::ended;

use chrono::{DateTime, Utc};
use rgrid_shared::{
    id::{AccountId, BatchId},
    money::Micros,
    wire::batches::Batch,
};
use sqlx::{PgConnection, PgExecutor, PgPool};
use uuid::Uuid;

/// A row of `batch_views`.
struct BatchView {
    id: Uuid,
    parallel: i32,
    total: i32,
    ended: i32,
    succeeded: i32,
    failed: i32,
    cancelled: i32,
    running: i32,
    cost_micros: i64,
    created_at: DateTime<Utc>,
    finished_at: Option<DateTime<Utc>>,
}

impl From<BatchView> for Batch {
    fn from(row: BatchView) -> Self {
        let live = row.total.saturating_sub(row.ended);
        Self {
            id: row.id.into(),
            parallel: row.parallel.unsigned_abs(),
            total: row.total.unsigned_abs(),
            waiting: live.saturating_sub(row.running).unsigned_abs(),
            waiting_for: None,
            running: row.running.unsigned_abs(),
            succeeded: row.succeeded.unsigned_abs(),
            failed: row.failed.unsigned_abs(),
            cancelled: row.cancelled.unsigned_abs(),
            cost_micros: Micros(row.cost_micros),
            created_at: row.created_at,
            finished_at: row.finished_at,
        }
    }
}

/// The batch `id` of the account.
///
/// # Errors
/// Those of the database.
pub async fn get(
    db: impl PgExecutor<'_>,
    account: AccountId,
    id: BatchId,
) -> Result<Option<Batch>, sqlx::Error> {
    let only = [id.uuid()];
    let row = sqlx::query_file_as!(BatchView, "src/db/batch/some.sql", account.uuid(), &only)
        .fetch_optional(db)
        .await?;
    Ok(row.map(Batch::from))
}

/// The newest `limit` batches of the account, older than `before`.
///
/// # Errors
/// Those of the database.
pub async fn list(
    db: &PgPool,
    account: AccountId,
    before: Option<BatchId>,
    limit: u32,
) -> Result<Vec<Batch>, sqlx::Error> {
    let (account, before) = (account.uuid(), before.map(BatchId::uuid));
    let limit = i64::from(limit);
    let rows = sqlx::query_file_as!(BatchView, "src/db/batch/list.sql", account, before, limit)
        .fetch_all(db)
        .await?;
    Ok(rows.into_iter().map(Batch::from).collect())
}

/// These batches of the account, the oldest first.
///
/// # Errors
/// Those of the database.
pub async fn some(
    conn: &mut PgConnection,
    account: AccountId,
    ids: &[BatchId],
) -> Result<Vec<Batch>, sqlx::Error> {
    let ids: Vec<_> = ids.iter().map(|id| id.uuid()).collect();
    let rows = sqlx::query_file_as!(BatchView, "src/db/batch/some.sql", account.uuid(), &ids)
        .fetch_all(conn)
        .await?;
    Ok(rows.into_iter().map(Batch::from).collect())
}

/// Makes a batch for `total` jobs of which `parallel` may run at the same time.
///
/// # Errors
/// Those of the database.
pub async fn create(
    conn: &mut PgConnection,
    account: AccountId,
    parallel: u32,
    total: u32,
) -> Result<BatchId, sqlx::Error> {
    let id = BatchId::new();
    let number = |number: u32| i32::try_from(number).unwrap_or(i32::MAX);
    let (parallel, total) = (number(parallel), number(total));
    let (batch, account) = (id.uuid(), account.uuid());
    sqlx::query_file!("src/db/batch/create.sql", batch, account, parallel, total)
        .execute(conn)
        .await?;
    Ok(id)
}
