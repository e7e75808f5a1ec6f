//! What waits elsewhere is told, when the transaction commits (`crate::wake`).

use std::collections::BTreeSet;

use sqlx::PgConnection;
use uuid::Uuid;

use super::end::End;

/// Something changed about these jobs and batches.
pub(crate) async fn changed(
    conn: &mut PgConnection,
    jobs: &[Uuid],
    batches: &[Uuid],
) -> sqlx::Result<()> {
    sqlx::query_file!("src/db/queue/notify.sql", jobs, batches)
        .fetch_all(conn)
        .await
        .map(drop)
}

/// These jobs have ended.
pub(super) async fn ended(conn: &mut PgConnection, ends: &[End<'_>]) -> sqlx::Result<()> {
    let jobs: Vec<_> = ends.iter().map(|end| end.live.job_id).collect();
    let batches: BTreeSet<_> = ends.iter().filter_map(|end| end.live.batch_id).collect();
    let batches: Vec<_> = batches.into_iter().collect();
    changed(conn, &jobs, &batches).await
}

/// There may be work.
pub(crate) async fn work(conn: &mut PgConnection) -> sqlx::Result<()> {
    sqlx::query_file!("src/db/queue/notify_work.sql")
        .fetch_all(conn)
        .await
        .map(drop)
}
