//! A node as the database sees it: takes jobs, writes logs, reports ends.

use bytes::Bytes;
use rgrid_control_plane::db::{
    finish::{Verdict, finish},
    lease::{Claimed, Seeker, claim},
    log::{Appended, append},
    node, reuse,
};
use rgrid_shared::{
    id::NodeId,
    job::Outcome,
    wire::{
        artifacts::Artifact,
        logs::{LogFrame, Stream},
        node::{Finished, Hello, PROTOCOL, Usage},
    },
};
use sqlx::PgPool;
use uuid::Uuid;

/// A node that has said hello.
pub(crate) struct TestNode {
    db: PgPool,
    id: NodeId,
    session: Uuid,
}

impl TestNode {
    pub(crate) async fn new(db: &PgPool) -> Self {
        let mut conn = db.acquire().await.unwrap();
        let token = node::make_enrol_token(&mut conn).await.unwrap().token;
        let enrolled = node::enrol(&mut conn, token.reveal(), "test").await;
        let (id, _) = enrolled.unwrap().unwrap();
        let session = Uuid::now_v7();
        let hello = Hello {
            protocol: PROTOCOL,
            version: "1.2.3".to_owned(),
            slots: 100,
            cpu_millis: 200_000,
            memory_bytes: 200 << 30,
            held: Vec::new(),
            died: Vec::new(),
        };
        node::hello(&mut conn, id, session, &hello).await.unwrap();
        let db = db.clone();
        Self { db, id, session }
    }

    /// Takes the next job.
    pub(crate) async fn claim(&self) -> Claimed {
        let mut conn = self.db.acquire().await.unwrap();
        let seeker = Seeker {
            node: self.id,
            session: self.session,
            most: 1,
        };
        let mut claimed = claim(&mut conn, &[seeker]).await.unwrap();
        claimed.pop().expect("there is a job to take")
    }

    /// Appends log bytes.
    pub(crate) async fn log(&self, of: &Claimed, stream: Stream, pos: u64, text: &str) {
        let frame = LogFrame {
            attempt: of.attempt,
            number: of.number,
            stream,
            pos,
            data: Bytes::copy_from_slice(text.as_bytes()),
        };
        let mut conn = self.db.acquire().await.unwrap();
        let done = append(&mut conn, self.id, of.attempt, &[frame])
            .await
            .unwrap();
        let end = pos.checked_add(text.len() as u64).unwrap();
        assert_eq!(done, Appended::Stored(end));
    }

    /// Ends an attempt.
    pub(crate) async fn end(&self, of: &Claimed, outcome: Outcome, artifacts: Vec<Artifact>) {
        self.report(report(of, outcome, artifacts)).await;
    }

    /// Reports an end as a conversation does.
    pub(crate) async fn report(&self, report: Finished) {
        let mut tx = self.db.begin().await.unwrap();
        let reports = [(self.id, report)];
        let verdicts = finish(&mut tx, &reports).await.unwrap();
        assert_eq!(verdicts, [Verdict::Accepted]);
        let [(_, report)] = &reports;
        let ran = report
            .ran_in
            .iter()
            .map(|ran_in| (self.id, report.attempt, ran_in));
        reuse::note(&mut tx, ran).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// Ends an attempt with an exit code.
    pub(crate) async fn exit(&self, of: &Claimed, code: u8) {
        self.end(of, Outcome::Exited { code }, Vec::new()).await;
    }
}

/// What is reported of an end.
pub(crate) fn report(of: &Claimed, outcome: Outcome, artifacts: Vec<Artifact>) -> Finished {
    Finished {
        attempt: of.attempt,
        outcome,
        usage: Usage::default(),
        artifacts,
        inline: Vec::new(),
        log_bytes: 0,
        log_truncated: false,
        ran_in: None,
    }
}
