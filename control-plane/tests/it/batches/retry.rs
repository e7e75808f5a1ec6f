//! The failed part of a batch is tried again.

use rgrid_shared::{
    error::ErrorCode,
    wire::{jobs::Job, submit::SubmittedBatch},
};
use serde_json::json;
use sqlx::PgPool;

use crate::support::{TestApp, TestNode, batch};

#[sqlx::test]
async fn the_jobs_that_did_not_succeed_become_a_new_batch(db: PgPool) {
    let client = TestApp::new(db.clone()).client("ada").await;
    let made: SubmittedBatch = client.post("/v1/batches", batch(3, 3)).await.json(201);
    let path = format!("/v1/batches/{}/retry", made.batch.id);
    let early = client
        .post(&path, json!({}))
        .await
        .error(ErrorCode::Conflict);
    assert!(early.message.contains("3 jobs wait or run"), "{early}");
    let node = TestNode::new(&db).await;
    for code in [0, 3, 0] {
        let claimed = node.claim().await;
        node.exit(&claimed, code).await;
    }
    let again: SubmittedBatch = client.post(&path, json!({})).await.json(201);
    assert_eq!((again.batch.total, again.batch.parallel), (1, 3));
    let job: Job = client
        .get(&format!("/v1/jobs/{}", again.jobs[0]))
        .await
        .json(200);
    assert_eq!(job.retry_of, Some(made.jobs[1]));
    assert_eq!((job.name.as_deref(), job.index), (Some("f1"), Some(0)));
    let all: SubmittedBatch = client.post(&path, json!({"all": true})).await.json(201);
    assert_eq!(all.batch.total, 3);
}

#[sqlx::test]
async fn a_batch_that_succeeded_has_nothing_to_retry(db: PgPool) {
    let client = TestApp::new(db.clone()).client("ada").await;
    let made: SubmittedBatch = client.post("/v1/batches", batch(1, 1)).await.json(201);
    let node = TestNode::new(&db).await;
    let claimed = node.claim().await;
    node.exit(&claimed, 0).await;
    let path = format!("/v1/batches/{}/retry", made.batch.id);
    let error = client
        .post(&path, json!({}))
        .await
        .error(ErrorCode::Conflict);
    assert!(error.hint.unwrap().contains("--all"));
}
