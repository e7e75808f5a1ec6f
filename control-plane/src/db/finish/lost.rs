//! Attempts whose leases ran out, and jobs whose inputs never came.

use rgrid_shared::job::{Ending, JobState, Reason};
use sqlx::PgConnection;

use crate::{
    db::queue::{End, Over, Used, end, lock, settle},
    domain::retry::{self, Loss},
};

/// Gives up to `most` attempts up whose leases have run out; says how many.
///
/// # Errors
/// When the database fails.
pub async fn give_up_leases(conn: &mut PgConnection, most: i64) -> sqlx::Result<usize> {
    let jobs = sqlx::query_file_scalar!("src/db/finish/lease_lost.sql", most)
        .fetch_all(&mut *conn)
        .await?;
    let mut lost = lock(conn, &jobs).await?;
    // Looked at again under the lock: it may have been renewed or finished since.
    lost.retain(|live| live.lease_lost);
    let count = lost.len();
    let over = lost.into_iter().map(|live| Over {
        decision: retry::lost(live.history(), Loss::Node),
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
