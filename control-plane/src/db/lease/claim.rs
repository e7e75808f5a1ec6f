//! A node takes the jobs that are next.

use std::collections::{BTreeMap, HashMap};

use rgrid_shared::{
    id::{AccountId, AttemptId, JobId, NodeId},
    spec::{JobSpec, Secret},
};
use sqlx::PgConnection;
use uuid::Uuid;

use super::LEASE_S;

/// A job that a node has taken.
#[derive(Debug, Clone)]
pub struct Claimed {
    /// The attempt, which is the fencing token.
    pub attempt: AttemptId,
    /// Its number, from 1.
    pub number: u32,
    /// The job.
    pub job: JobId,
    /// Whose it is.
    pub account: AccountId,
    /// The container image.
    pub image: String,
    /// What to run, with the values of its secrets.
    pub spec: JobSpec,
}

/// Takes up to `most` jobs for a node, the fairest first, each under a new lease.
///
/// Only the node's present session gets any, and none once it drains: both are conditions of the one
/// statement that takes. A job whose spec cannot be read is taken and left to its lease.
///
/// # Errors
/// When the database fails.
pub async fn claim(
    conn: &mut PgConnection,
    node: NodeId,
    session: Uuid,
    most: u32,
) -> sqlx::Result<Vec<Claimed>> {
    let attempts: Vec<_> = (0..most).map(|_| Uuid::now_v7()).collect();
    let rows = sqlx::query_file!(
        "src/db/lease/claim.sql",
        node.uuid(),
        session,
        &attempts,
        f64::from(LEASE_S)
    )
    .fetch_all(&mut *conn)
    .await?;
    let jobs: Vec<_> = rows.iter().map(|row| row.job_id).collect();
    let mut secrets = secrets(conn, &jobs).await?;
    let mut claimed = Vec::with_capacity(rows.len());
    for row in rows {
        let job = JobId::from(row.job_id);
        let mut spec: JobSpec = match serde_json::from_value(row.spec) {
            Ok(spec) => spec,
            Err(error) => {
                tracing::error!(job.id = %job, %error, "the spec of a job cannot be read");
                continue;
            }
        };
        spec.secrets = secrets.remove(&row.job_id).unwrap_or_default();
        claimed.push(Claimed {
            attempt: row.attempt_id.into(),
            number: u32::try_from(row.number).unwrap_or(0),
            job,
            account: row.account_id.into(),
            image: row.image,
            spec,
        });
    }
    Ok(claimed)
}

async fn secrets(
    conn: &mut PgConnection,
    jobs: &[Uuid],
) -> sqlx::Result<HashMap<Uuid, BTreeMap<String, Secret>>> {
    let mut all: HashMap<_, BTreeMap<_, _>> = HashMap::new();
    if jobs.is_empty() {
        return Ok(all);
    }
    let rows = sqlx::query_file!("src/db/lease/secrets.sql", jobs)
        .fetch_all(conn)
        .await?;
    for row in rows {
        let of_job = all.entry(row.job_id).or_default();
        of_job.insert(row.name, Secret::new(row.value));
    }
    Ok(all)
}
