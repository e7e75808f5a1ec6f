//! Attempts that are over: their jobs end or are queued again, as [`crate::domain::retry`] decided.

use std::time::Duration;

use rgrid_shared::{job::Reason, wire::artifacts::Artifact};
use sqlx::PgConnection;
use uuid::Uuid;

use super::{
    end::{End, Used, end},
    live::Live,
    notify,
};
use crate::{db::ensure_rows, domain::retry::Decision};

/// An attempt that is over, on a row that this transaction has locked.
pub(crate) struct Over<'a> {
    pub(crate) live: Live,
    pub(crate) decision: Decision,
    pub(crate) used: Used,
    pub(crate) artifacts: &'a [Artifact],
}

/// Ends or requeues each.
pub(crate) async fn settle(conn: &mut PgConnection, over: Vec<Over<'_>>) -> sqlx::Result<()> {
    let mut ends = Vec::new();
    let mut again = Again::default();
    for Over {
        live,
        decision,
        used,
        artifacts,
    } in over
    {
        match decision {
            Decision::End(ending) => ends.push(End {
                live,
                ending,
                used,
                artifacts,
            }),
            Decision::Again {
                after,
                reason,
                exit_code,
                infrastructure,
            } => {
                again.push(&live, after, infrastructure);
                again.reasons.push(reason.map(Reason::as_str));
                again.exit_codes.push(exit_code.map(i16::from));
                again.costs.push(used.cost_micros);
            }
        }
    }
    again.requeue(conn).await?;
    end(conn, &ends).await
}

/// Rows to queue again, column by column.
#[derive(Default)]
struct Again {
    jobs: Vec<Uuid>,
    after_ms: Vec<i64>,
    infra: Vec<bool>,
    reasons: Vec<Option<&'static str>>,
    exit_codes: Vec<Option<i16>>,
    costs: Vec<i64>,
}

impl Again {
    fn push(&mut self, live: &Live, after: Duration, infrastructure: bool) {
        self.jobs.push(live.job_id);
        self.after_ms
            .push(i64::try_from(after.as_millis()).unwrap_or(i64::MAX));
        self.infra.push(infrastructure);
    }

    async fn requeue(&self, conn: &mut PgConnection) -> sqlx::Result<()> {
        if self.jobs.is_empty() {
            return Ok(());
        }
        let done = sqlx::query_file!(
            "src/db/queue/requeue.sql",
            &self.jobs,
            &self.after_ms,
            &self.infra,
            &self.reasons as &[Option<&str>],
            &self.exit_codes as &[Option<i16>],
            &self.costs,
        )
        .execute(&mut *conn)
        .await?;
        ensure_rows(done.rows_affected(), self.jobs.len())?;
        notify::changed(conn, &self.jobs, &[]).await?;
        notify::work(conn).await
    }
}
