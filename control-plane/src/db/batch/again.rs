//! The jobs of a batch that shall be tried again.

use std::collections::HashSet;

use futures_util::TryStreamExt as _;
use rgrid_shared::{
    id::{AccountId, BatchId, JobId},
    spec::JobSpec,
};
use sqlx::{PgConnection, types::Json};

use crate::domain::weight::of_spec;

/// A job that shall be tried again.
pub struct Again {
    /// The job.
    pub id: JobId,
    /// Its name in its batch.
    pub name: Option<String>,
    /// About how many bytes its spec takes.
    pub bytes: usize,
}

/// Which ended jobs of a batch shall be tried again.
pub struct Wanted {
    /// Also those that succeeded.
    pub all: bool,
    /// Only these.
    pub only: Option<HashSet<JobId>>,
}

/// The ended jobs of a batch that are wanted, in the order of its items.
///
/// Their specs, without the values of secrets, are shown to `look` one by one: all together may be too large
/// to hold.
///
/// # Errors
/// Those of the database.
pub async fn again(
    conn: &mut PgConnection,
    account: AccountId,
    batch: BatchId,
    wanted: &Wanted,
    mut look: impl FnMut(&JobSpec),
) -> Result<Vec<Again>, sqlx::Error> {
    let (account, batch) = (account.uuid(), batch.uuid());
    let mut rows =
        sqlx::query_file!("src/db/batch/again.sql", account, batch, wanted.all).fetch(conn);
    let mut jobs = Vec::new();
    while let Some(row) = rows.try_next().await? {
        let id = row.id.into();
        if wanted.only.as_ref().is_some_and(|only| !only.contains(&id)) {
            continue;
        }
        let Json(spec) = row.spec;
        look(&spec);
        jobs.push(Again {
            id,
            name: row.name,
            bytes: of_spec(&spec),
        });
    }
    Ok(jobs)
}
