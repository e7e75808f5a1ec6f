//! A node keeps its attempts.

use rgrid_shared::id::{AttemptId, NodeId};
use sqlx::PgConnection;

use super::LEASE_S;

/// What a renewal found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Renewed {
    /// Attempts whose job somebody cancelled.
    pub cancelled: Vec<AttemptId>,
    /// Attempts that are no longer this node's; one whose end is stored is not among them.
    pub fenced: Vec<AttemptId>,
}

/// Renews the leases of a node, those that have not run out, and notes that the node lives.
///
/// # Errors
/// When the database fails.
pub async fn renew(
    conn: &mut PgConnection,
    node: NodeId,
    attempts: &[AttemptId],
) -> sqlx::Result<Renewed> {
    let ids: Vec<_> = attempts.iter().map(|attempt| attempt.uuid()).collect();
    let rows = sqlx::query_file!(
        "src/db/lease/renew.sql",
        node.uuid(),
        &ids,
        f64::from(LEASE_S)
    )
    .fetch_all(conn)
    .await?;
    let mut renewed = Renewed::default();
    for row in rows {
        if row.fenced {
            renewed.fenced.push(row.attempt_id.into());
        } else if row.cancel_requested {
            renewed.cancelled.push(row.attempt_id.into());
        }
    }
    Ok(renewed)
}
