//! Nodes as the API shows them.

use rgrid_shared::wire::nodes::{Node, NodeState, Pool};
use sqlx::{PgConnection, types::Json};

/// After how many silent seconds a node counts as away.
pub(crate) const AWAY_AFTER_S: f64 = 45.0;

/// All nodes that were not removed, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn list(conn: &mut PgConnection) -> sqlx::Result<Vec<Node>> {
    let rows = sqlx::query_file!("src/db/node/list.sql", AWAY_AFTER_S)
        .fetch_all(conn)
        .await?;
    let nodes = rows.into_iter().map(|row| Node {
        id: row.id.into(),
        name: row.name,
        state: match (row.away, row.draining, row.failing) {
            (true, _, _) => NodeState::Away,
            (false, true, _) => NodeState::Draining,
            (false, false, true) => NodeState::Failing,
            (false, false, false) => NodeState::Ready,
        },
        slots: u32::try_from(row.slots).unwrap_or(0),
        running: u32::try_from(row.running).unwrap_or(0),
        last_seen_at: row.last_seen_at,
        version: row.version,
        pool: row.pool.map(|pool| pool.0),
    });
    Ok(nodes.collect())
}
