//! What changed of an account since a look before.
//!
//! Owns how a look knows what the one before did not see: by the snapshots of the database itself, so no change is
//! missed, however late its transaction ends, and nothing is written for it. Does not know who follows.

mod cursor;
#[cfg(test)]
mod tests;

use rgrid_shared::id::{AccountId, JobId};
use sqlx::PgConnection;

pub use cursor::{Cursor, NoCursor};

/// What a look saw.
#[derive(Debug)]
pub struct Look {
    /// Look again from here.
    pub cursor: Cursor,
    /// The jobs that changed, the oldest first.
    pub jobs: Vec<JobId>,
}

/// A cursor from which everything that changes from now on is seen.
///
/// # Errors
/// Those of the database.
pub async fn now(conn: &mut PgConnection) -> Result<Cursor, sqlx::Error> {
    let row = sqlx::query_file!("src/db/change/now.sql")
        .fetch_one(conn)
        .await?;
    Ok(Cursor {
        at: row.at,
        snapshot: row.snapshot,
    })
}

/// Looks what changed of the account since `cursor`; nothing when that is too long ago, or of another database.
///
/// # Errors
/// Those of the database.
pub async fn look(
    conn: &mut PgConnection,
    account: AccountId,
    cursor: &Cursor,
) -> Result<Option<Look>, sqlx::Error> {
    let (snapshot, at) = (&cursor.snapshot, cursor.at);
    let row = sqlx::query_file!("src/db/change/look.sql", account.uuid(), snapshot, at)
        .fetch_one(conn)
        .await?;
    if row.lost {
        return Ok(None);
    }
    let (at, snapshot) = (row.at, row.snapshot);
    Ok(Some(Look {
        cursor: Cursor { at, snapshot },
        jobs: row.jobs.into_iter().map(JobId::from).collect(),
    }))
}
