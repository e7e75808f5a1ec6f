//! Jobs leave the queue with their one result, and make room for held ones.

use std::collections::{BTreeMap, BTreeSet};

use rgrid_shared::{job::Ending, wire::artifacts::Artifact};
use sqlx::PgConnection;
use uuid::Uuid;

use super::{account, batch::Ended, live::Live, notify, release::release, rows::Rows};

/// The end of a job.
#[derive(Debug)]
pub(crate) struct End<'a> {
    pub(crate) live: Live,
    pub(crate) ending: Ending,
    pub(crate) used: Used,
    pub(crate) artifacts: &'a [Artifact],
}

/// What the last attempt used.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Used {
    pub(crate) duration_ms: Option<i64>,
    pub(crate) cpu_ms: Option<i64>,
    pub(crate) max_memory_bytes: Option<i64>,
    pub(crate) log_bytes: i64,
    pub(crate) log_truncated: bool,
    /// Of this attempt alone.
    pub(crate) cost_micros: i64,
}

/// Ends jobs whose rows this transaction has locked.
pub(crate) async fn end(conn: &mut PgConnection, ends: &[End<'_>]) -> sqlx::Result<()> {
    if ends.is_empty() {
        return Ok(());
    }
    let accounts: BTreeSet<_> = ends.iter().map(|end| end.live.account_id).collect();
    account::lock_all(conn, &accounts).await?;
    let mut batches = Ended::count(ends).apply(conn).await?;
    let mut rows = Rows::default();
    for end in ends {
        rows.push(end, end.live.batch_id.and_then(|id| batches.next_seq(id)));
    }
    rows.insert(conn).await?;
    let mut freed: BTreeMap<Uuid, i32> = accounts.iter().map(|id| (*id, 0)).collect();
    for end in ends.iter().filter(|end| end.live.is_active()) {
        let count = freed.entry(end.live.account_id).or_default();
        *count = count.saturating_add(1);
    }
    account::free(conn, &freed).await?;
    for id in accounts {
        release(conn, id).await?;
    }
    notify::ended(conn, ends).await
}
