//! The ended jobs of a batch, in the order of their ends.

use rgrid_shared::{
    id::{AccountId, BatchId},
    spec::JobSpec,
    wire::jobs::Job,
};
use sqlx::{PgConnection, types::Json};

use crate::db::job::JobView;

/// The jobs that ended after the number `after`, at most `limit`, each with its own number.
///
/// A number is given under the lock of the batch, so none appears after a larger one was seen.
///
/// # Errors
/// Those of the database.
pub async fn ended(
    conn: &mut PgConnection,
    account: AccountId,
    batch: BatchId,
    (after, limit): (u64, u32),
) -> Result<Vec<(u64, Job)>, sqlx::Error> {
    let after = i32::try_from(after).unwrap_or(i32::MAX);
    let (account, batch, limit) = (account.uuid(), batch.uuid(), i64::from(limit));
    let rows = sqlx::query_file!("src/db/batch/ended.sql", account, batch, after, limit)
        .fetch_all(conn)
        .await?;
    let jobs = rows.into_iter().map(|row| {
        let seq = u64::from(row.seq.unsigned_abs());
        let view = JobView {
            id: row.id,
            batch_id: row.batch_id,
            batch_index: row.batch_index,
            name: row.name,
            retry_of: row.retry_of,
            state: row.state,
            reason: row.reason,
            message: row.message,
            exit_code: row.exit_code,
            spec: row.spec,
            attempts: row.attempts,
            node_id: row.node_id,
            created_at: row.created_at,
            started_at: row.started_at,
            finished_at: row.finished_at,
            duration_ms: row.duration_ms,
            cost_micros: row.cost_micros,
        };
        Ok((seq, Job::try_from(view)?))
    });
    jobs.collect()
}
