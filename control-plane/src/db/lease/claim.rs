//! Nodes take the jobs that are next.

use std::collections::{BTreeMap, HashMap};

use rgrid_shared::{
    id::{AccountId, AttemptId, JobId, NodeId},
    spec::{JobSpec, Secret},
};
use sqlx::{Connection as _, PgConnection};
use uuid::Uuid;

use super::LEASE_S;

/// What one node would take now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seeker {
    /// The node.
    pub node: NodeId,
    /// Its conversation; only the present one gets any jobs.
    pub session: Uuid,
    /// How many jobs it would take.
    pub most: u32,
}

/// A job that a node has taken.
#[derive(Debug, Clone)]
pub struct Claimed {
    /// The conversation of the node that has it.
    pub session: Uuid,
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

/// Begins a transaction of claims or ends. What the tables tell of themselves is always old: they empty and fill within
/// moments. Believing that there is little, the planner would read and sort all that is queued for each claim, and all
/// attempts for each end; so it is left only the indexes. To plan takes as long as to do a few jobs: once is enough.
pub(crate) const BEGIN: &str =
    "begin; set local enable_bitmapscan = off; set local enable_seqscan = off;
    set local plan_cache_mode = force_generic_plan";

/// Takes jobs for nodes of one size, the fairest first, each under a new lease, in a transaction of its own.
///
/// When there are fewer jobs than the nodes would take, they are spread over all of them. Only a node's present
/// session gets any, and none once it drains: both are conditions of the one statement that takes. A job whose spec
/// cannot be read is taken and left to its lease.
///
/// # Errors
/// When the database fails.
pub async fn claim(conn: &mut PgConnection, seekers: &[Seeker]) -> sqlx::Result<Vec<Claimed>> {
    let nodes: Vec<_> = seekers.iter().map(|seeker| seeker.node.uuid()).collect();
    let sessions: Vec<_> = seekers.iter().map(|seeker| seeker.session).collect();
    let slots = slots(seekers);
    let attempts: Vec<_> = slots.iter().map(|_| Uuid::now_v7()).collect();
    let mut tx = conn.begin_with(BEGIN).await?;
    let rows = sqlx::query_file!(
        "src/db/lease/claim.sql",
        &nodes,
        &sessions,
        &slots,
        &attempts,
        f64::from(LEASE_S)
    )
    .fetch_all(&mut *tx)
    .await?;
    tx.commit().await?;
    let session_of: HashMap<_, _> = attempts.into_iter().zip(slots).collect();
    let claimed = rows.into_iter().filter_map(|row| {
        let job = JobId::from(row.job_id);
        let spec = spec(&row.spec, row.secrets.as_deref());
        let unread =
            |error| tracing::error!(job.id = %job, %error, "the spec of a job cannot be read");
        Some(Claimed {
            session: *session_of.get(&row.attempt_id)?,
            attempt: row.attempt_id.into(),
            number: u32::try_from(row.number).unwrap_or(0),
            job,
            account: row.account_id.into(),
            image: row.image,
            spec: spec.map_err(unread).ok()?,
        })
    });
    Ok(claimed.collect())
}

/// The session of each slot: one of each node, then a second of each, and so on.
fn slots(seekers: &[Seeker]) -> Vec<Uuid> {
    let most = seekers.iter().map(|seeker| seeker.most).max().unwrap_or(0);
    let round = |turn: u32| seekers.iter().filter(move |seeker| seeker.most > turn);
    (0..most)
        .flat_map(|turn| round(turn).map(|seeker| seeker.session))
        .collect()
}

fn spec(spec: &str, secrets: Option<&str>) -> serde_json::Result<JobSpec> {
    let mut spec: JobSpec = serde_json::from_str(spec)?;
    let secrets: BTreeMap<String, Secret> = match secrets {
        Some(secrets) => serde_json::from_str(secrets)?,
        None => BTreeMap::new(),
    };
    spec.secrets = secrets;
    Ok(spec)
}
