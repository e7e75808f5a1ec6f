//! A node connects, and leaves in good order.

use rgrid_shared::{
    id::NodeId,
    wire::node::{Condition, Hello},
};
use sqlx::{PgConnection, types::Json};
use uuid::Uuid;

/// Notes what a node says of itself. From now on only this session may claim for it.
///
/// # Errors
/// When the database fails, or the node was removed.
pub async fn hello(
    conn: &mut PgConnection,
    node: NodeId,
    session: Uuid,
    hello: &Hello,
) -> sqlx::Result<()> {
    let signed = |n: u32| i32::try_from(n).unwrap_or(i32::MAX);
    let version: String = hello
        .version
        .chars()
        .filter(|c| !c.is_control())
        .take(100)
        .collect();
    let done = sqlx::query_file!(
        "src/db/node/hello.sql",
        node.uuid(),
        session,
        version,
        signed(hello.slots),
        signed(hello.cpu_millis),
        i64::try_from(hello.memory_bytes).unwrap_or(i64::MAX),
    )
    .execute(conn)
    .await?;
    crate::db::ensure_one(done.rows_affected())
}

/// The node takes no more work until it says hello again.
///
/// # Errors
/// When the database fails.
pub async fn drain(conn: &mut PgConnection, node: NodeId, session: Uuid) -> sqlx::Result<()> {
    sqlx::query_file!("src/db/node/drain.sql", node.uuid(), session)
        .execute(conn)
        .await
        .map(drop)
}

/// How the node is, as it says.
///
/// # Errors
/// When the database fails.
pub async fn condition(
    conn: &mut PgConnection,
    node: NodeId,
    session: Uuid,
    condition: &Condition,
) -> sqlx::Result<()> {
    sqlx::query_file!(
        "src/db/node/condition.sql",
        node.uuid(),
        session,
        condition.failing,
        condition.pool.as_ref().map(Json) as _,
    )
    .execute(conn)
    .await
    .map(drop)
}
