//! Blobs arrive, and jobs that waited for nothing else go on.

use rgrid_shared::{digest::Digest, id::AccountId};
use sqlx::PgConnection;

use super::{account::Account, live, release::release};

/// Says that these blobs of the account are stored now; jobs that wait for no other go on.
///
/// To be called for every blob that was committed, also for one that was stored before: a job that
/// was submitted at the same moment may wait for it.
///
/// # Errors
/// When the database fails.
pub async fn blobs_arrived(
    conn: &mut PgConnection,
    account: AccountId,
    digests: &[Digest],
) -> sqlx::Result<()> {
    let id = account.uuid();
    let digests: Vec<_> = digests
        .iter()
        .map(|digest| digest.as_bytes().to_vec())
        .collect();
    let waiting = sqlx::query_file_scalar!("src/db/queue/waiting.sql", id, &digests)
        .fetch_all(&mut *conn)
        .await?;
    if waiting.is_empty() {
        return Ok(());
    }
    // Locked first: of two blobs of one job that arrive at the same time, the second must see the first.
    let locked = live::lock(conn, &waiting).await?;
    let jobs: Vec<_> = locked.iter().map(|live| live.job_id).collect();
    sqlx::query_file!("src/db/queue/arrived.sql", id, &digests, &jobs)
        .execute(&mut *conn)
        .await?;
    let ready = sqlx::query_file_scalar!("src/db/queue/ready.sql", &jobs)
        .fetch_all(&mut *conn)
        .await?;
    if ready.is_empty() {
        return Ok(());
    }
    Account::lock(conn, account).await?;
    release(conn, id).await?;
    super::notify::changed(conn, &ready, &[]).await
}
