//! Nodes in tests: made, claiming, finishing.

use rgrid_shared::{
    id::{AttemptId, JobId, NodeId},
    job::Outcome,
    wire::node::{Finished, Hello, PROTOCOL, Usage},
};
use sqlx::PgPool;
use uuid::Uuid;

use crate::db::{
    finish::{Verdict, finish},
    lease::{Claimed, Seeker, claim},
    node,
};

/// A node that has said hello.
#[derive(Clone)]
pub(crate) struct TestNode {
    pub(crate) db: PgPool,
    pub(crate) id: NodeId,
    pub(crate) session: Uuid,
}

/// What a node of four processors says first.
pub(crate) fn hello() -> Hello {
    Hello {
        protocol: PROTOCOL,
        version: "1.2.3".to_owned(),
        slots: 4,
        cpu_millis: 4_000,
        memory_bytes: 8 << 30,
        held: Vec::new(),
        died: Vec::new(),
    }
}

/// The report of an end.
pub(crate) fn report(attempt: AttemptId, outcome: Outcome) -> Finished {
    Finished {
        attempt,
        outcome,
        usage: Usage::default(),
        artifacts: Vec::new(),
        inline: Vec::new(),
        log_bytes: 0,
        log_truncated: false,
        ran_in: None,
    }
}

impl TestNode {
    /// Enrols a node and says hello.
    pub(crate) async fn new(db: &PgPool) -> Self {
        let mut conn = db.acquire().await.unwrap();
        let token = node::make_enrol_token(&mut conn).await.unwrap().token;
        let enrolled = node::enrol(&mut conn, token.reveal(), "test")
            .await
            .unwrap();
        let (id, _) = enrolled.unwrap();
        // Many at once must not each wait for a second connection.
        drop(conn);
        Self::back(db, id, &hello()).await
    }

    /// A node that was enrolled before says `hello`.
    pub(crate) async fn back(db: &PgPool, id: NodeId, hello: &Hello) -> Self {
        let mut conn = db.acquire().await.unwrap();
        let session = Uuid::now_v7();
        node::hello(&mut conn, id, session, hello).await.unwrap();
        Self {
            db: db.clone(),
            id,
            session,
        }
    }

    /// Takes up to `most` jobs.
    pub(crate) async fn claim(&self, most: u32) -> Vec<Claimed> {
        let mut conn = self.db.acquire().await.unwrap();
        let seeker = Seeker {
            node: self.id,
            session: self.session,
            most,
        };
        claim(&mut conn, &[seeker]).await.unwrap()
    }

    /// Takes the one job that there is.
    pub(crate) async fn claim_one(&self) -> Claimed {
        let mut claimed = self.claim(1).await;
        claimed.pop().expect("there is a job to take")
    }

    /// Reports ends in one transaction.
    pub(crate) async fn finish(&self, reports: &[Finished]) -> Vec<Verdict> {
        let mut tx = self.db.begin().await.unwrap();
        let reports = reports.iter().map(|report| (self.id, report.clone()));
        let reports: Vec<_> = reports.collect();
        let verdicts = finish(&mut tx, &reports).await.unwrap();
        tx.commit().await.unwrap();
        verdicts
    }

    /// Reports the end of one attempt.
    pub(crate) async fn end(&self, attempt: AttemptId, outcome: Outcome) -> Verdict {
        self.finish(&[report(attempt, outcome)]).await[0]
    }

    /// Reports the success of one attempt.
    pub(crate) async fn succeed(&self, attempt: AttemptId) -> Verdict {
        self.end(attempt, Outcome::Exited { code: 0 }).await
    }
}

/// The state and reason of a job's result.
pub(crate) async fn result(db: &PgPool, job: JobId) -> Option<(String, Option<String>)> {
    sqlx::query_as("select state, reason from results where job_id = $1")
        .bind(job.uuid())
        .fetch_optional(db)
        .await
        .unwrap()
}

/// Makes every lease run out; locks in the order that all others keep.
pub(crate) async fn let_leases_run_out(db: &PgPool) {
    sqlx::query(
        "with running as (select job_id from queue where state = 'running' order by job_id for update)
         update queue q set lease_expires_at = now() - interval '1 ms'
         from running r where q.job_id = r.job_id and q.state = 'running'",
    )
    .execute(db)
    .await
    .unwrap();
}
