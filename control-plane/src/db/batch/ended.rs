//! The ended jobs of a batch, in the order of their ends.

use futures_util::TryStreamExt as _;
use rgrid_shared::{
    id::{AccountId, BatchId},
    spec::JobSpec,
    wire::jobs::Job,
};
use sqlx::{PgConnection, types::Json};

use crate::{
    db::job::JobView,
    domain::weight::{Room, of_spec},
};

/// The jobs that ended after the number `after`, each with its own number: at most `limit`, and fewer when
/// they are very large, but one at least.
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
    let mut rows =
        sqlx::query_file!("src/db/batch/ended.sql", account, batch, after, limit).fetch(conn);
    let (mut jobs, mut room) = (Vec::new(), Room::default());
    while let Some(row) = rows.try_next().await? {
        if !room.takes(of_spec(&row.spec)) {
            break;
        }
        let seq = u64::from(row.seq.unsigned_abs());
        let view = JobView {
            id: row.id,
            batch_id: row.batch_id,
            batch_index: row.batch_index,
            name: row.name,
            retry_of: row.retry_of,
            reused_from: row.reused_from,
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
        jobs.push((seq, Job::try_from(view)?));
    }
    Ok(jobs)
}
