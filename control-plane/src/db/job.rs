//! Jobs: what was asked for, and how they stand.

mod insert;
mod list;
mod view;

use std::collections::BTreeMap;

use rgrid_shared::{
    id::{AccountId, JobId},
    spec::{JobSpec, Secret},
    wire::jobs::Job,
};
use sqlx::{PgExecutor, types::Json};

pub use insert::{JobRow, insert};
pub use list::{ListFilter, list};
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
    let row = sqlx::query_file_as!(JobView, "src/db/job/get.sql", account.uuid(), id.uuid())
        .fetch_optional(db)
        .await?;
    row.map(Job::try_from).transpose()
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
