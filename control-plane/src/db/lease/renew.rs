//! Nodes keep their attempts.

use std::collections::HashMap;

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

/// Renews the leases that nodes say they hold, those that have not run out, and notes that the nodes live; says what
/// each of them must know.
///
/// # Errors
/// When the database fails.
pub async fn renew(
    conn: &mut PgConnection,
    held: &[(NodeId, Vec<AttemptId>)],
) -> sqlx::Result<Vec<Renewed>> {
    let nodes: Vec<_> = held.iter().map(|(node, _)| node.uuid()).collect();
    let pairs = held.iter().flat_map(|(node, attempts)| {
        let pair = |attempt: &AttemptId| (node.uuid(), attempt.uuid());
        attempts.iter().map(pair)
    });
    let (of_nodes, attempts): (Vec<_>, Vec<_>) = pairs.unzip();
    let rows = sqlx::query_file!(
        "src/db/lease/renew.sql",
        &of_nodes,
        &attempts,
        f64::from(LEASE_S),
        &nodes,
    )
    .fetch_all(conn)
    .await?;
    let mut found: HashMap<_, Renewed> = HashMap::new();
    for row in rows {
        let renewed = found.entry(row.node_id).or_default();
        if row.fenced {
            renewed.fenced.push(row.attempt_id.into());
        } else if row.cancel_requested {
            renewed.cancelled.push(row.attempt_id.into());
        }
    }
    // A node that speaks twice at once hears it twice, which is no harm.
    let of = |(node, _): &(NodeId, Vec<AttemptId>)| found.get(&node.uuid()).cloned();
    Ok(held
        .iter()
        .map(|held| of(held).unwrap_or_default())
        .collect())
}
