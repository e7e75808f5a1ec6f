//! Why one job, or one batch, does not begin: the facts; the answer is [`crate::domain::waiting`]'s.

#[cfg(test)]
mod tests;

use rgrid_shared::{
    id::{AccountId, BatchId, JobId},
    wire::waiting::Waiting,
};
use sqlx::PgConnection;

use super::node::AWAY_AFTER_S;
use crate::domain::waiting::{Facts, Nodes, Size, why};

/// Who waits behind more than so many is told no more.
const MOST_AHEAD: i64 = 10_000;

/// Why the account's job does not begin; nothing when it runs, has ended or is not there.
///
/// # Errors
/// Those of the database.
pub async fn of_job(
    conn: &mut PgConnection,
    account: AccountId,
    job: JobId,
) -> sqlx::Result<Option<Waiting>> {
    let (account, job) = (account.uuid(), job.uuid());
    let row = sqlx::query_file!("src/db/waiting/of_job.sql", account, job, AWAY_AFTER_S)
        .fetch_optional(&mut *conn)
        .await?;
    let Some(row) = row else { return Ok(None) };
    let number = |n: Option<i64>| n.map_or(0, i64::unsigned_abs);
    let state = row.state.parse();
    let facts = Facts {
        state: state.map_err(|error| sqlx::Error::Decode(Box::new(error)))?,
        wants: Size {
            cpu_millis: row.cpu_millis.unsigned_abs().into(),
            memory_bytes: row.memory_bytes.unsigned_abs(),
        },
        pause_s: row.pause_s,
        batch_full: row.batch_full.map(|limit| limit.unsigned_abs().into()),
        account_limit: row.account_limit.unsigned_abs().into(),
        nodes: Nodes {
            connected: number(row.connected),
            largest: Size {
                cpu_millis: row.largest_cpu_millis.map_or(0, i32::unsigned_abs).into(),
                memory_bytes: number(row.largest_memory_bytes),
            },
            fitting: number(row.fitting),
            slots: number(row.slots),
            running: number(row.running),
        },
    };
    let Some(why) = why(&facts) else {
        return Ok(None);
    };
    let ahead = sqlx::query_file_scalar!("src/db/waiting/ahead.sql", account, job, MOST_AHEAD)
        .fetch_optional(conn)
        .await?;
    Ok(Some(Waiting {
        ahead: ahead.map(i64::unsigned_abs),
        ..why
    }))
}

/// Why nothing of the account's batch runs: what the job waits for that would begin next.
///
/// # Errors
/// Those of the database.
pub async fn of_batch(
    conn: &mut PgConnection,
    account: AccountId,
    batch: BatchId,
) -> sqlx::Result<Option<Waiting>> {
    let (owner, batch) = (account.uuid(), batch.uuid());
    let next = sqlx::query_file_scalar!("src/db/waiting/next_of_batch.sql", owner, batch)
        .fetch_one(&mut *conn)
        .await?;
    match next {
        Some(job) => of_job(conn, account, job.into()).await,
        None => Ok(None),
    }
}
