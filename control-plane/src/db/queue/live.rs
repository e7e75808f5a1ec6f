//! A queue row that the present transaction has locked.

use chrono::{DateTime, Utc};
use rgrid_shared::id::AccountId;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::domain::retry::History;

/// A queue row that the present transaction has locked.
#[derive(Debug)]
pub(crate) struct Live {
    pub(crate) job_id: Uuid,
    pub(crate) account_id: Uuid,
    pub(crate) batch_id: Option<Uuid>,
    pub(crate) state: String,
    pub(crate) cpu_millis: i32,
    pub(crate) memory_bytes: i64,
    pub(crate) max_retries: i32,
    pub(crate) infra_failures: i32,
    pub(crate) user_failures: i32,
    pub(crate) spent_micros: i64,
    pub(crate) cancel_requested: bool,
    pub(crate) attempt_id: Option<Uuid>,
    pub(crate) node_id: Option<Uuid>,
    pub(crate) started_at: Option<DateTime<Utc>>,
    /// Since its attempt started; 0 when none runs.
    pub(crate) elapsed_ms: i64,
    /// Whether its attempt runs and its lease has ended.
    pub(crate) lease_lost: bool,
}

impl Live {
    pub(crate) fn is_running(&self) -> bool {
        self.state == "running"
    }

    /// Whether it holds a slot of its account and batch.
    pub(crate) fn is_active(&self) -> bool {
        self.is_running() || self.state == "queued"
    }

    /// Without the deaths of its runners, which only their loss asks for.
    pub(crate) fn history(&self) -> History {
        let count = |n: i32| u32::try_from(n).unwrap_or(0);
        History {
            infra_failures: count(self.infra_failures),
            runner_deaths: 0,
            user_failures: count(self.user_failures),
            max_retries: count(self.max_retries),
            cancel_requested: self.cancel_requested,
        }
    }
}

/// Locks the rows of these jobs, as they are then; jobs that have ended are left out.
pub(crate) async fn lock(conn: &mut PgConnection, jobs: &[Uuid]) -> sqlx::Result<Vec<Live>> {
    sqlx::query_file_as!(Live, "src/db/queue/lock.sql", jobs, None::<Uuid>)
        .fetch_all(conn)
        .await
}

/// Locks the rows of the jobs whose present attempts these are.
pub(crate) async fn lock_attempts(
    conn: &mut PgConnection,
    attempts: &[Uuid],
) -> sqlx::Result<Vec<Live>> {
    sqlx::query_file_as!(Live, "src/db/queue/lock_attempts.sql", attempts)
        .fetch_all(conn)
        .await
}

/// Locks the rows of these jobs of one account alone: nobody waits for, nor holds up, another's jobs.
pub(crate) async fn lock_own(
    conn: &mut PgConnection,
    account: AccountId,
    jobs: &[Uuid],
) -> sqlx::Result<Vec<Live>> {
    sqlx::query_file_as!(Live, "src/db/queue/lock.sql", jobs, Some(account.uuid()))
        .fetch_all(conn)
        .await
}
