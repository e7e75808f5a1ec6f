//! Jobs: what was asked for, and how they stand.

mod insert;
mod list;
#[cfg(test)]
mod tests;
mod view;

use std::collections::{BTreeMap, HashMap};

use rgrid_shared::{
    id::{AccountId, JobId},
    spec::{JobSpec, Secret},
    wire::jobs::Job,
};
use sqlx::{PgConnection, PgExecutor, types::Json};

pub use insert::{JobRow, insert};
pub use list::{ListFilter, list, some};
pub(crate) use view::JobView;

/// The job `id` of the account.
///
/// # Errors
/// Those of the database.
pub async fn get(
    db: impl PgExecutor<'_>,
    account: AccountId,
    id: JobId,
) -> Result<Option<Job>, sqlx::Error> {
    let only = [id.uuid()];
    let row = sqlx::query_file_as!(JobView, "src/db/job/some.sql", account.uuid(), &only)
        .fetch_optional(db)
        .await?;
    row.map(Job::try_from).transpose()
}

/// What these jobs of the account asked for, without the values of their secrets.
///
/// # Errors
/// Those of the database.
pub async fn specs(
    conn: &mut PgConnection,
    account: AccountId,
    jobs: &[JobId],
) -> Result<HashMap<JobId, JobSpec>, sqlx::Error> {
    let jobs: Vec<_> = jobs.iter().map(|job| job.uuid()).collect();
    let rows = sqlx::query_file!("src/db/job/specs.sql", account.uuid(), &jobs)
        .fetch_all(conn)
        .await?;
    let specs = rows.into_iter().map(|row| (row.id.into(), row.spec.0));
    Ok(specs.collect())
}

/// What a job asked for, with the values of those secrets that are still kept.
pub struct Asked {
    /// The spec; its secrets are filled in.
    pub spec: JobSpec,
    /// Whether the values of all its secrets are still kept.
    pub complete: bool,
}

/// What the job asked for.
///
/// # Errors
/// Those of the database.
pub async fn asked(
    db: impl PgExecutor<'_>,
    account: AccountId,
    id: JobId,
) -> Result<Option<Asked>, sqlx::Error> {
    let row = sqlx::query_file!("src/db/job/asked.sql", account.uuid(), id.uuid())
        .fetch_optional(db)
        .await?;
    Ok(row.map(|row| {
        let Json(mut spec): Json<JobSpec> = row.spec;
        let Json(kept): Json<BTreeMap<String, Secret>> = row.secrets;
        let complete = spec.secrets.keys().all(|name| kept.contains_key(name));
        spec.secrets.extend(kept);
        Asked { spec, complete }
    }))
}
