//! The jobs of a batch that shall be tried again.

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

/// The ended jobs of a batch in the order of its items: those that did not succeed, or `all`.
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
    all: bool,
    mut look: impl FnMut(&JobSpec),
) -> Result<Vec<Again>, sqlx::Error> {
    let (account, batch) = (account.uuid(), batch.uuid());
    let mut rows = sqlx::query_file!("src/db/batch/again.sql", account, batch, all).fetch(conn);
    let mut jobs = Vec::new();
    while let Some(row) = rows.try_next().await? {
        let Json(spec) = row.spec;
        look(&spec);
        jobs.push(Again {
            id: row.id.into(),
            name: row.name,
            bytes: of_spec(&spec),
        });
    }
    Ok(jobs)
}
