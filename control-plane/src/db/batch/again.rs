//! The jobs of a batch that shall be tried again.

use rgrid_shared::{
    id::{AccountId, BatchId, JobId},
    spec::JobSpec,
};
use sqlx::{PgConnection, types::Json};

/// A job that shall be tried again.
pub struct Again {
    /// The job.
    pub id: JobId,
    /// Its name in its batch.
    pub name: Option<String>,
    /// What it asked for, without the values of its secrets.
    pub spec: JobSpec,
}

/// The ended jobs of a batch in the order of its items: those that did not succeed, or `all`.
///
/// # Errors
/// Those of the database.
pub async fn again(
    conn: &mut PgConnection,
    account: AccountId,
    batch: BatchId,
    all: bool,
) -> Result<Vec<Again>, sqlx::Error> {
    let (account, batch) = (account.uuid(), batch.uuid());
    let rows = sqlx::query_file!("src/db/batch/again.sql", account, batch, all)
        .fetch_all(conn)
        .await?;
    let jobs = rows.into_iter().map(|row| {
        let Json(spec) = row.spec;
        Again {
            id: row.id.into(),
            name: row.name,
            spec,
        }
    });
    Ok(jobs.collect())
}
