//! A row of `job_views`, and the job that it stands for.

use chrono::{DateTime, Utc};
use rgrid_shared::{
    id::{BatchId, JobId, NodeId},
    money::Micros,
    spec::JobSpec,
    wire::jobs::Job,
};
use sqlx::types::Json;
use uuid::Uuid;

/// A row of `job_views`.
#[derive(sqlx::FromRow)]
pub(crate) struct JobView {
    pub(crate) id: Uuid,
    pub(crate) batch_id: Option<Uuid>,
    pub(crate) batch_index: Option<i32>,
    pub(crate) name: Option<String>,
    pub(crate) retry_of: Option<Uuid>,
    pub(crate) reused_from: Option<Uuid>,
    pub(crate) state: String,
    pub(crate) reason: Option<String>,
    pub(crate) message: Option<String>,
    pub(crate) exit_code: Option<i16>,
    pub(crate) spec: Json<JobSpec>,
    pub(crate) attempts: i32,
    pub(crate) node_id: Option<Uuid>,
    pub(crate) created_at: DateTime<Utc>,
    pub(crate) started_at: Option<DateTime<Utc>>,
    pub(crate) finished_at: Option<DateTime<Utc>>,
    pub(crate) duration_ms: Option<i64>,
    pub(crate) cost_micros: i64,
}

impl TryFrom<JobView> for Job {
    type Error = sqlx::Error;

    fn try_from(row: JobView) -> Result<Self, sqlx::Error> {
        let state = row.state.parse().map_err(unknown)?;
        let reason = row.reason.as_deref().map(str::parse).transpose();
        Ok(Self {
            id: JobId::from(row.id),
            batch: row.batch_id.map(BatchId::from),
            index: row.batch_index.map(i32::unsigned_abs),
            name: row.name,
            retry_of: row.retry_of.map(JobId::from),
            reused_from: row.reused_from.map(JobId::from),
            state,
            waiting_for: None,
            reason: reason.map_err(unknown)?,
            message: row.message,
            exit_code: row.exit_code.and_then(|code| u8::try_from(code).ok()),
            spec: row.spec.0.into(),
            attempts: row.attempts.unsigned_abs(),
            node: row.node_id.map(NodeId::from),
            created_at: row.created_at,
            started_at: row.started_at,
            finished_at: row.finished_at,
            duration_ms: row.duration_ms.map(i64::unsigned_abs),
            cost_micros: Micros(row.cost_micros),
        })
    }
}

/// A word in the database that this version does not know.
fn unknown(error: impl std::error::Error + Send + Sync + 'static) -> sqlx::Error {
    sqlx::Error::Decode(Box::new(error))
}
