use rgrid_shared::{
    id::AttemptId,
    job::Outcome,
    wire::node::{FromNode, ToNode},
};
use sqlx::PgPool;

use super::{runner::Runner, server::Server};
use crate::db::testing::{account, new_jobs, report, submit};

async fn running(db: &PgPool) -> (Server, Runner, AttemptId) {
    let me = account(db, 10).await;
    submit(db, me, None, &new_jobs(1)).await;
    let server = Server::start(db).await;
    let mut runner = server.connect().await;
    runner.credit(1).await;
    let attempt = runner.assignment().await.attempt;
    (server, runner, attempt)
}

async fn kept(db: &PgPool) -> (Vec<u8>, i64) {
    sqlx::query_as(
        "select coalesce(string_agg(data, '' order by pos), ''), count(*) from log_chunks",
    )
    .fetch_one(db)
    .await
    .unwrap()
}

/// Waits until the runner knows that its log is stored up to `end`.
async fn until_stored(runner: &mut Runner, attempt: AttemptId, end: u64) {
    loop {
        match runner.hear().await {
            ToNode::LogStored { attempt: of, pos } if of == attempt && pos == end => return,
            ToNode::LogStored { attempt: of, pos } if of == attempt && pos < end => {}
            other => panic!("{other:?}"),
        }
    }
}

#[sqlx::test]
async fn log_bytes_are_acknowledged_once_they_are_stored(db: PgPool) {
    let (_server, mut runner, attempt) = running(&db).await;
    runner.log(attempt, 0, b"hello ").await;
    until_stored(&mut runner, attempt, 6).await;
    assert_eq!(kept(&db).await.0, b"hello ");
    runner.log(attempt, 0, b"hello ").await;
    until_stored(&mut runner, attempt, 6).await;
    runner.log(attempt, 9, b"too far").await;
    until_stored(&mut runner, attempt, 6).await;
    assert_eq!(kept(&db).await, (b"hello ".to_vec(), 1));
}

/// Many small frames are stored in few rows.
#[sqlx::test]
async fn frames_that_wait_are_merged(db: PgPool) {
    let (_server, mut runner, attempt) = running(&db).await;
    for n in 0..2_000u64 {
        runner.log(attempt, n * 10, b"0123456789").await;
    }
    until_stored(&mut runner, attempt, 20_000).await;
    let (bytes, rows) = kept(&db).await;
    assert_eq!(bytes, b"0123456789".repeat(2_000));
    assert!(rows < 1_000, "{rows} rows for 2,000 frames");
}

/// A report is stored only when the whole log is.
#[sqlx::test]
async fn a_report_waits_for_the_whole_log(db: PgPool) {
    let (_server, mut runner, attempt) = running(&db).await;
    let mut report = report(attempt, Outcome::Exited { code: 0 });
    report.log_bytes = 5;
    let report = FromNode::Finished(Box::new(report));
    runner.log(attempt, 0, b"ab").await;
    runner.say(&report).await;
    until_stored(&mut runner, attempt, 2).await;
    assert_eq!(runner.hear().await, ToNode::LogStored { attempt, pos: 2 });
    runner.silence().await;
    runner.log(attempt, 2, b"cde").await;
    runner.say(&report).await;
    until_stored(&mut runner, attempt, 5).await;
    assert_eq!(runner.hear().await, ToNode::Accepted { attempt });
    // All of it again, as after an answer that was lost: no word of a fence.
    runner.log(attempt, 0, b"abcde").await;
    runner.say(&report).await;
    assert_eq!(runner.hear().await, ToNode::Accepted { attempt });
}

#[sqlx::test]
async fn log_bytes_of_an_attempt_of_nobody_are_fenced(db: PgPool) {
    let (_server, mut runner, _) = running(&db).await;
    let attempt = AttemptId::new();
    runner.log(attempt, 0, b"x").await;
    assert_eq!(runner.hear().await, ToNode::Fenced { attempt });
}
