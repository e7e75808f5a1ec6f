//! Attempts whose node went away, and jobs whose inputs never came.

use rgrid_shared::{
    id::{AttemptId, NodeId},
    job::{Ending, JobState, Reason},
};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::{
    db::queue::{End, Live, Over, Used, end, lock, settle},
    domain::retry,
};

/// Gives up to `most` attempts up whose leases have run out; says how many.
///
/// # Errors
/// When the database fails.
pub async fn give_up_leases(conn: &mut PgConnection, most: i64) -> sqlx::Result<usize> {
    let jobs = sqlx::query_file_scalar!("src/db/finish/lease_lost.sql", most)
        .fetch_all(&mut *conn)
        .await?;
    // Looked at again under the lock: it may have been renewed or finished since.
    give_up(conn, &jobs, |live| live.lease_lost).await
}

/// Gives up, at once, a node's attempts that it says it does not have; says how many.
///
/// # Errors
/// When the database fails.
pub async fn give_up_others(
    conn: &mut PgConnection,
    node: NodeId,
    held: &[AttemptId],
) -> sqlx::Result<usize> {
    let held: Vec<_> = held.iter().map(|attempt| attempt.uuid()).collect();
    let jobs = sqlx::query_file_scalar!("src/db/finish/of_node.sql", node.uuid())
        .fetch_all(&mut *conn)
        .await?;
    give_up(conn, &jobs, |live| {
        live.is_running()
            && live.node_id == Some(node.uuid())
            && live
                .attempt_id
                .is_some_and(|attempt| !held.contains(&attempt))
    })
    .await
}

async fn give_up(
    conn: &mut PgConnection,
    jobs: &[Uuid],
    is_lost: impl Fn(&Live) -> bool,
) -> sqlx::Result<usize> {
    let mut lost = lock(conn, jobs).await?;
    lost.retain(is_lost);
    let count = lost.len();
    let over = lost.into_iter().map(|live| Over {
        decision: retry::lost(live.history()),
        live,
        used: Used::default(),
        artifacts: &[],
    });
    settle(conn, over.collect()).await?;
    Ok(count)
}

/// Fails up to `most` jobs whose inputs have not arrived for `after_s` seconds; says how many.
///
/// # Errors
/// When the database fails.
pub async fn expire_inputs(
    conn: &mut PgConnection,
    after_s: f64,
    most: i64,
) -> sqlx::Result<usize> {
    let jobs = sqlx::query_file_scalar!("src/db/finish/inputs_lost.sql", after_s, most)
        .fetch_all(&mut *conn)
        .await?;
    let mut waiting = lock(conn, &jobs).await?;
    waiting.retain(|live| live.state == JobState::AwaitingInput.as_str());
    let ending = Ending {
        state: JobState::Failed,
        reason: Some(Reason::Inputs),
        exit_code: None,
        message: Some("its input files were not uploaded in time".to_owned()),
    };
    let ends: Vec<_> = waiting
        .into_iter()
        .map(|live| End {
            live,
            ending: ending.clone(),
            used: Used::default(),
            artifacts: &[],
        })
        .collect();
    end(conn, &ends).await?;
    Ok(ends.len())
}
