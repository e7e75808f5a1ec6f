//! The failed part of a batch is tried again.

use rgrid_shared::{
    error::ErrorCode,
    wire::{follow::BatchEvent, jobs::Job, submit::SubmittedBatch},
};
use serde_json::json;
use sqlx::PgPool;

use crate::support::{TestApp, TestNode, batch, large_spec};

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
    let some = json!({"all": true, "jobs": [made.jobs[2]]});
    let some: SubmittedBatch = client.post(&path, some).await.json(201);
    assert_eq!(some.batch.total, 1);
    let none = client.post(&path, json!({"jobs": [made.jobs[2]]})).await;
    let none = none.error(ErrorCode::Conflict);
    assert!(none.message.starts_with("none of these jobs"), "{none}");
}

/// Specs that are too large to be in memory together are read, copied and followed a few at a time.
#[sqlx::test]
async fn a_batch_of_very_large_jobs_is_followed_and_tried_again_whole(db: PgPool) {
    let client = TestApp::new(db.clone()).client("ada").await;
    let mut body = batch(3, 3);
    body["spec"] = large_spec();
    let made: SubmittedBatch = client.post("/v1/batches", body).await.json(201);
    let path = format!("/v1/batches/{}", made.batch.id);
    let cancel = client.post(&format!("{path}/cancel"), json!({})).await;
    cancel.json::<serde_json::Value>(200);
    let api = client.connected().await;
    let mut follow = api.follow_batch(made.batch.id, 0).await.unwrap();
    let mut told = Vec::new();
    while let Some(event) = follow.next().await {
        if let BatchEvent::Item { job, .. } = event {
            told.push(job.id);
        }
    }
    assert_eq!(told, made.jobs);
    let again = client.post(&format!("{path}/retry"), json!({})).await;
    let again: SubmittedBatch = again.json(201);
    assert_eq!(again.jobs.len(), 3);
    let differ: i64 = sqlx::query_scalar(
        "select count(*) from jobs n join jobs o on o.id = n.retry_of where n.spec <> o.spec or n.batch_index <> o.batch_index",
    )
    .fetch_one(&db)
    .await
    .unwrap();
    assert_eq!(differ, 0);
}

#[sqlx::test]
async fn secrets_are_gone_when_a_batch_has_ended_and_so_it_is_not_tried_again(db: PgPool) {
    let client = TestApp::new(db).client("ada").await;
    let mut body = batch(1, 1);
    body["spec"]["secrets"] = json!({"TOKEN": "x"});
    let made: SubmittedBatch = client.post("/v1/batches", body).await.json(201);
    let path = format!("/v1/batches/{}", made.batch.id);
    client.post(&format!("{path}/cancel"), json!({})).await;
    let refused = client.post(&format!("{path}/retry"), json!({})).await;
    let error = refused.error(ErrorCode::Conflict);
    assert!(error.hint.unwrap().contains("--secret"));
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
