//! Pages of jobs. A state lives on the hot side or on the cold one; each has its own index.

use std::collections::BTreeMap;

use futures_util::{Stream, TryStreamExt as _};
use rgrid_shared::{
    id::{AccountId, BatchId, JobId},
    job::JobState,
    spec::JobSpec,
    wire::jobs::Job,
};
use sqlx::{PgConnection, PgPool, types::Json};

use super::JobView;
use crate::domain::weight::{Room, of_spec};

/// Which jobs of an account are wanted.
#[derive(Debug, Default)]
pub struct ListFilter {
    /// Only those in this state.
    pub state: Option<JobState>,
    /// Only those of this batch.
    pub batch: Option<BatchId>,
    /// Only those older than this one.
    pub before: Option<JobId>,
    /// Only those with all of these labels.
    pub metadata: BTreeMap<String, String>,
    /// At most this many.
    pub limit: u32,
}

/// The newest jobs that the filter lets through, and whether the limit in bytes left some of them out.
///
/// # Errors
/// Those of the database.
pub async fn list(
    db: &PgPool,
    account: AccountId,
    filter: ListFilter,
) -> Result<(Vec<Job>, bool), sqlx::Error> {
    let account = account.uuid();
    let batch = filter.batch.map(BatchId::uuid);
    let before = filter.before.map(JobId::uuid);
    let labels = filter.metadata;
    let labels = (!labels.is_empty()).then(|| serde_json::json!(labels));
    let limit = i64::from(filter.limit);
    macro_rules! rows {
        ($file:literal $(, $state:expr)?) => {
            within(
                sqlx::query_file_as!(JobView, $file, account, batch, before, labels, limit $(, $state)?)
                    .fetch(db),
            )
            .await
        };
    }
    match filter.state {
        None => rows!("src/db/job/list.sql"),
        Some(state) if state.is_final() => rows!("src/db/job/list_final.sql", state.as_str()),
        Some(state) => rows!("src/db/job/list_live.sql", state.as_str()),
    }
}

/// These jobs of the account, the oldest first; when they are very large only the first of them, but one at least.
///
/// # Errors
/// Those of the database.
pub async fn some(
    conn: &mut PgConnection,
    account: AccountId,
    ids: &[JobId],
) -> Result<Vec<Job>, sqlx::Error> {
    let ids: Vec<_> = ids.iter().map(|id| id.uuid()).collect();
    let rows = sqlx::query_file_as!(JobView, "src/db/job/some.sql", account.uuid(), &ids);
    Ok(within(rows.fetch(conn)).await?.0)
}

/// Reads rows until their specs are as many bytes as may be held at once.
async fn within(
    mut rows: impl Stream<Item = Result<JobView, sqlx::Error>> + Unpin,
) -> Result<(Vec<Job>, bool), sqlx::Error> {
    let (mut jobs, mut room) = (Vec::new(), Room::default());
    while let Some(row) = rows.try_next().await? {
        if !room.takes(of_spec(&row.spec)) {
            return Ok((jobs, true));
        }
        jobs.push(row.try_into()?);
    }
    Ok((jobs, false))
}
