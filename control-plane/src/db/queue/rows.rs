//! The rows of many results, column by column, and the one statement that writes them.

use rgrid_shared::job::Reason;
use sqlx::PgConnection;
use uuid::Uuid;

use super::end::End;
use crate::db::ensure_rows;

/// The rows of many results, column by column.
#[derive(Default)]
pub(super) struct Rows<'a> {
    jobs: Vec<Uuid>,
    seqs: Vec<Option<i32>>,
    states: Vec<&'static str>,
    reasons: Vec<Option<&'static str>>,
    messages: Vec<Option<String>>,
    exit_codes: Vec<Option<i16>>,
    durations: Vec<Option<i64>>,
    cpu: Vec<Option<i64>>,
    memory: Vec<Option<i64>>,
    log_bytes: Vec<i64>,
    log_truncated: Vec<bool>,
    costs: Vec<i64>,
    artifacts: Artifacts<'a>,
}

#[derive(Default)]
struct Artifacts<'a> {
    jobs: Vec<Uuid>,
    paths: Vec<&'a str>,
    digests: Vec<&'a [u8]>,
    sizes: Vec<i64>,
    executable: Vec<bool>,
}

impl<'a> Rows<'a> {
    pub(super) fn push(&mut self, end: &End<'a>, seq: Option<i32>) {
        let job = end.live.job_id;
        self.jobs.push(job);
        self.seqs.push(seq);
        self.states.push(end.ending.state.as_str());
        self.reasons.push(end.ending.reason.map(Reason::as_str));
        self.messages
            .push(end.ending.message.as_deref().map(storable));
        self.exit_codes.push(end.ending.exit_code.map(i16::from));
        self.durations.push(end.used.duration_ms);
        self.cpu.push(end.used.cpu_ms);
        self.memory.push(end.used.max_memory_bytes);
        self.log_bytes.push(end.used.log_bytes);
        self.log_truncated.push(end.used.log_truncated);
        self.costs
            .push(end.live.spent_micros.saturating_add(end.used.cost_micros));
        for artifact in end.artifacts {
            self.artifacts.jobs.push(job);
            self.artifacts.paths.push(artifact.path.as_str());
            self.artifacts.digests.push(artifact.digest.as_bytes());
            self.artifacts
                .sizes
                .push(i64::try_from(artifact.size).unwrap_or(i64::MAX));
            self.artifacts.executable.push(artifact.executable);
        }
    }

    /// Deletes the jobs from the queue and writes their results.
    pub(super) async fn insert(&self, conn: &mut PgConnection) -> sqlx::Result<()> {
        let done = sqlx::query_file!(
            "src/db/queue/end.sql",
            &self.jobs,
            &self.seqs as &[Option<i32>],
            &self.states as &[&str],
            &self.reasons as &[Option<&str>],
            &self.messages as &[Option<String>],
            &self.exit_codes as &[Option<i16>],
            &self.durations as &[Option<i64>],
            &self.cpu as &[Option<i64>],
            &self.memory as &[Option<i64>],
            &self.log_bytes,
            &self.log_truncated,
            &self.costs,
        )
        .execute(&mut *conn)
        .await?;
        ensure_rows(done.rows_affected(), self.jobs.len())?;
        self.artifacts.insert(conn).await
    }
}

impl Artifacts<'_> {
    async fn insert(&self, conn: &mut PgConnection) -> sqlx::Result<()> {
        if self.jobs.is_empty() {
            return Ok(());
        }
        sqlx::query_file!(
            "src/db/queue/artifacts.sql",
            &self.jobs,
            &self.paths as &[&str],
            &self.digests as &[&[u8]],
            &self.sizes,
            &self.executable,
        )
        .execute(conn)
        .await
        .map(drop)
    }
}

/// A runner's message as the database can hold it: no NUL, and not endless.
fn storable(message: &str) -> String {
    const LONGEST: usize = 4_000;
    message
        .chars()
        .filter(|c| *c != '\0')
        .take(LONGEST)
        .collect()
}
