//! What a node says wrong, and what fails around it.

use futures_util::SinkExt as _;
use rgrid_shared::{
    digest::Digest,
    id::{AttemptId, JobId},
    job::Outcome,
    limits::MAX_LOG_BYTES,
    path::RelPath,
    spec::BlobRef,
    wire::{
        artifacts::Artifact,
        node::{FromNode, Source, ToNode},
    },
};
use sqlx::PgPool;
use tokio_tungstenite::tungstenite::Message;

use super::{runner::Runner, server::Server};
use crate::db::testing::{account, new_jobs, report, result, submit};

async fn running(db: &PgPool) -> (Server, Runner, AttemptId, JobId) {
    let me = account(db, 10).await;
    let job = submit(db, me, None, &new_jobs(1)).await[0];
    let server = Server::start(db).await;
    let mut runner = server.connect().await;
    runner.credit(1).await;
    let attempt = runner.assignment().await.attempt;
    (server, runner, attempt, job)
}

fn artifact(path: &str) -> Artifact {
    Artifact {
        path: RelPath::new(path).unwrap(),
        digest: Digest::of(b"x"),
        size: 1,
        executable: false,
    }
}

#[sqlx::test]
async fn bytes_before_hello_are_refused_and_a_ping_is_not(db: PgPool) {
    let server = Server::start(&db).await;
    let mut runner = server.open(server.token.reveal()).await.unwrap();
    runner.silence().await;
    runner.0.send(Message::binary(vec![0; 40])).await.unwrap();
    assert_eq!(runner.goodbye().await, "the first message must be Hello");
    let mut silent = server.open(server.token.reveal()).await.unwrap();
    silent.0.close(None).await.unwrap();
    server.connect().await.silence().await;
}

#[sqlx::test]
async fn a_node_may_not_ask_about_more_blobs_than_an_answer_holds(db: PgPool) {
    let (_server, mut runner, attempt, _) = running(&db).await;
    let blob = BlobRef {
        digest: Digest::of(b"x"),
        size: 1,
    };
    let blobs = vec![blob; 20_001];
    let ask = FromNode::RequestUploads { attempt, blobs };
    runner.say(&ask).await;
    let told = runner.goodbye().await;
    assert_eq!(told, "RequestUploads names too many blobs");
}

#[sqlx::test]
async fn a_log_longer_than_its_limit_ends_the_conversation(db: PgPool) {
    let (_server, mut runner, attempt, job) = running(&db).await;
    let last = MAX_LOG_BYTES - 1;
    sqlx::query("insert into log_chunks (job_id, attempt_number, pos, stream, data) values ($1, 1, $2, 1, 'x')")
        .bind(job.uuid())
        .bind(i64::try_from(last).unwrap())
        .execute(&db)
        .await
        .unwrap();
    runner.log(attempt, MAX_LOG_BYTES, b"too much").await;
    assert_eq!(runner.goodbye().await, "a log is longer than its limit");
}

/// A report that no runner of ours makes must not come back for ever.
#[sqlx::test]
async fn a_report_with_two_files_of_one_path_ends_the_job_as_a_fault_of_the_runner(db: PgPool) {
    let (_server, mut runner, attempt, job) = running(&db).await;
    sqlx::query("update queue set infra_failures = 2")
        .execute(&db)
        .await
        .unwrap();
    let mut report = report(attempt, Outcome::Exited { code: 0 });
    report.artifacts = vec![artifact("same"), artifact("same")];
    runner.say(&FromNode::Finished(Box::new(report))).await;
    assert_eq!(runner.hear().await, ToNode::Accepted { attempt });
    let expected = ("failed".to_owned(), Some("internal".to_owned()));
    assert_eq!(result(&db, job).await, Some(expected));
}

#[sqlx::test]
async fn the_report_of_an_attempt_of_nobody_is_fenced(db: PgPool) {
    let (_server, mut runner, _, _) = running(&db).await;
    let attempt = AttemptId::new();
    let mut report = report(attempt, Outcome::Exited { code: 0 });
    report.artifacts = vec![artifact("a")];
    runner.say(&FromNode::Finished(Box::new(report))).await;
    assert_eq!(runner.hear().await, ToNode::Fenced { attempt });
}

/// While the store does not answer, nothing is said: the runner reports again.
#[sqlx::test]
async fn an_end_is_not_judged_while_the_store_does_not_answer(db: PgPool) {
    let (_server, mut runner, attempt, job) = running(&db).await;
    let mut large = report(attempt, Outcome::Exited { code: 0 });
    large.artifacts = vec![artifact("a")];
    runner.say(&FromNode::Finished(Box::new(large))).await;
    runner.silence().await;
    assert_eq!(result(&db, job).await, None);
    let small = report(attempt, Outcome::Exited { code: 0 });
    runner.say(&FromNode::Finished(Box::new(small))).await;
    assert_eq!(runner.hear().await, ToNode::Accepted { attempt });
}

/// R-C5: what the store does not give in time goes to the node as a URL.
#[sqlx::test]
async fn small_blobs_go_as_urls_while_the_store_does_not_answer(db: PgPool) {
    let me = account(&db, 10).await;
    submit(&db, me, None, &new_jobs(1)).await;
    let blob = serde_json::json!({"digest": Digest::of(b"x"), "size": 1});
    sqlx::query("update jobs set spec = spec || jsonb_build_object('stdin', $1)")
        .bind(blob)
        .execute(&db)
        .await
        .unwrap();
    let server = Server::start(&db).await;
    let mut runner = server.connect().await;
    runner.credit(1).await;
    let stdin = runner.assignment().await.stdin;
    assert!(matches!(stdin, Some(Source::Get(_))), "{stdin:?}");
}

#[sqlx::test]
async fn a_database_that_is_gone_ends_the_conversation_with_a_sentence(db: PgPool) {
    let (server, mut runner, attempt, _) = running(&db).await;
    server.db.close().await;
    runner.renew(attempt).await;
    let told = runner.goodbye().await;
    let expected = "the database of the control plane does not answer now; connect again";
    assert_eq!(told, expected);
}
