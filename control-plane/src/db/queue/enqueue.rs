//! New jobs enter the queue.

use rgrid_shared::{
    digest::Digest,
    id::{AccountId, BatchId, JobId},
    job::JobState,
};
use sqlx::PgConnection;
use uuid::Uuid;

use super::account::Account;

/// A job that enters the queue; its row in `jobs` is written already.
#[derive(Debug, Clone)]
pub struct NewJob {
    /// The job.
    pub id: JobId,
    /// Thousandths of a vCPU it asks for.
    pub cpu_millis: u32,
    /// Memory it asks for, in bytes.
    pub memory_bytes: u64,
    /// How often it is tried again when it fails by its own fault.
    pub max_retries: u32,
    /// The blobs that are not stored yet, each once.
    pub awaits: Vec<Digest>,
}

/// Puts jobs of one account, all of `batch` or of none, into the queue.
///
/// A job that waits for no blob becomes `queued` while its batch and its account have free slots,
/// else `held`. Jobs are taken in the order given, which is the order of their ids.
///
/// # Errors
/// When the database fails.
pub async fn enqueue(
    conn: &mut PgConnection,
    account: AccountId,
    batch: Option<BatchId>,
    jobs: &[NewJob],
) -> sqlx::Result<()> {
    if jobs.is_empty() {
        return Ok(());
    }
    let mut account = Account::lock(conn, account).await?;
    let batch = batch.map(BatchId::uuid);
    let mut rows = Rows::default();
    let free = i64::from(account.free).min(batch_slots(conn, batch).await?);
    for job in jobs {
        rows.push(job, free, &mut account);
    }
    sqlx::query_file!(
        "src/db/queue/enqueue.sql",
        account.id,
        batch,
        &rows.ids,
        &rows.states as &[&str],
        &rows.vtimes,
        &rows.cpu_millis,
        &rows.memory_bytes,
        &rows.max_retries,
        account.share.last,
        rows.queued,
    )
    .fetch_all(&mut *conn)
    .await?;
    await_blobs(conn, account.id, jobs).await
}

async fn batch_slots(conn: &mut PgConnection, batch: Option<Uuid>) -> sqlx::Result<i64> {
    let Some(batch) = batch else {
        return Ok(i64::MAX);
    };
    let row = sqlx::query_file!("src/db/queue/batch_slots.sql", batch)
        .fetch_one(conn)
        .await?;
    Ok(i64::from(row.free_slots))
}

async fn await_blobs(conn: &mut PgConnection, account: Uuid, jobs: &[NewJob]) -> sqlx::Result<()> {
    let (digests, ids): (Vec<_>, Vec<_>) = jobs
        .iter()
        .flat_map(|job| {
            job.awaits
                .iter()
                .map(|digest| (digest.as_bytes().to_vec(), job.id.uuid()))
        })
        .unzip();
    if !ids.is_empty() {
        sqlx::query_file!("src/db/queue/await.sql", account, &digests, &ids)
            .execute(conn)
            .await?;
    }
    Ok(())
}

/// The new rows, column by column.
#[derive(Default)]
struct Rows {
    ids: Vec<Uuid>,
    states: Vec<&'static str>,
    vtimes: Vec<i64>,
    cpu_millis: Vec<i32>,
    memory_bytes: Vec<i64>,
    max_retries: Vec<i32>,
    queued: i32,
}

impl Rows {
    fn push(&mut self, job: &NewJob, free: i64, account: &mut Account) {
        let cpu_millis = i32::try_from(job.cpu_millis).unwrap_or(i32::MAX);
        let state = if !job.awaits.is_empty() {
            JobState::AwaitingInput
        } else if i64::from(self.queued) < free {
            JobState::Queued
        } else {
            JobState::Held
        };
        // Only a queued job has a place in the fair order; the others get theirs when released.
        let queued = state == JobState::Queued;
        self.vtimes.push(if queued {
            self.queued = self.queued.saturating_add(1);
            account.share.tag(cpu_millis)
        } else {
            0
        });
        self.ids.push(job.id.uuid());
        self.states.push(state.as_str());
        self.cpu_millis.push(cpu_millis);
        self.memory_bytes
            .push(i64::try_from(job.memory_bytes).unwrap_or(i64::MAX));
        self.max_retries
            .push(i32::try_from(job.max_retries).unwrap_or(i32::MAX));
    }
}
