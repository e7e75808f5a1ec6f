//! Artifacts: the files that jobs brought home.

use std::collections::BTreeMap;

use rgrid_shared::{
    digest::Digest,
    id::{AccountId, JobId},
    path::RelPath,
    wire::artifacts::Artifact,
};
use sqlx::{PgConnection, PgExecutor};

/// The first `limit` artifacts of a job by path, after `after`; nothing when the account has no such job.
///
/// # Errors
/// Those of the database.
pub async fn list(
    db: impl PgExecutor<'_>,
    account: AccountId,
    job: JobId,
    (after, limit): (Option<&RelPath>, usize),
) -> Result<Option<Vec<Artifact>>, sqlx::Error> {
    let (account, job, after) = (account.uuid(), job.uuid(), after.map(RelPath::as_str));
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let rows = sqlx::query_file!("src/db/artifact/list.sql", account, job, after, limit)
        .fetch_all(db)
        .await?;
    if rows.is_empty() {
        return Ok(None);
    }
    // A job without artifacts is one row of nulls.
    let artifacts = rows.into_iter().filter_map(|row| {
        Some(Artifact {
            path: RelPath::new(row.path?).ok()?,
            digest: Digest::try_from(row.digest?.as_slice()).ok()?,
            size: row.size_bytes?.unsigned_abs(),
            executable: row.executable?,
        })
    });
    Ok(Some(artifacts.collect()))
}

/// The first `limit` artifacts of each of several jobs, by path.
///
/// # Errors
/// Those of the database.
pub async fn of_jobs(
    conn: &mut PgConnection,
    account: AccountId,
    jobs: impl Iterator<Item = JobId>,
    limit: usize,
) -> Result<BTreeMap<JobId, Vec<Artifact>>, sqlx::Error> {
    let jobs: Vec<_> = jobs.map(JobId::uuid).collect();
    let mut found = BTreeMap::<JobId, Vec<Artifact>>::new();
    if jobs.is_empty() {
        return Ok(found);
    }
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let rows = sqlx::query_file!("src/db/artifact/of_jobs.sql", account.uuid(), &jobs, limit)
        .fetch_all(conn)
        .await?;
    for row in rows {
        let artifact = (|| {
            Some(Artifact {
                path: RelPath::new(row.path).ok()?,
                digest: Digest::try_from(row.digest.as_slice()).ok()?,
                size: row.size_bytes.unsigned_abs(),
                executable: row.executable,
            })
        })();
        found.entry(row.job_id.into()).or_default().extend(artifact);
    }
    Ok(found)
}
