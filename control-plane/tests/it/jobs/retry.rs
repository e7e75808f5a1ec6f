//! Jobs are tried again.

use rgrid_shared::{
    error::ErrorCode,
    job::JobState,
    wire::{jobs::Job, submit::SubmittedJob},
};
use serde_json::{Value, json};
use sqlx::PgPool;

use crate::support::{Client, TestApp, TestNode, spec};

async fn failed(client: &Client, spec: Value) -> String {
    let job = client.submit(spec).await;
    let node = TestNode::new(&client.app.db).await;
    let claimed = node.claim().await;
    node.exit(&claimed, 3).await;
    format!("/v1/jobs/{}/retry", job.id)
}

#[sqlx::test]
async fn a_retry_is_a_new_job_with_the_same_spec(db: PgPool) {
    let client = TestApp::new(db).client("ada").await;
    let mut asked = spec();
    asked["env"] = json!({"A": "1"});
    asked["metadata"] = json!({"a": "b"});
    let path = failed(&client, asked).await;
    let made: SubmittedJob = client.post(&path, json!({})).await.json(201);
    let old = path.split('/').nth(3).unwrap();
    let old: Job = client.get(&format!("/v1/jobs/{old}")).await.json(200);
    assert_eq!(made.job.retry_of, Some(old.id));
    assert_eq!(
        (made.job.state, &made.job.spec),
        (JobState::Queued, &old.spec)
    );
}

#[sqlx::test]
async fn a_live_job_is_run_a_second_time_only_by_force(db: PgPool) {
    let client = TestApp::new(db).client("ada").await;
    let mut asked = spec();
    asked["secrets"] = json!({"S": "x"});
    let path = format!("/v1/jobs/{}/retry", client.submit(asked).await.id);
    let refused = client.post(&path, json!({})).await;
    let error = refused.error(ErrorCode::Conflict);
    assert!(
        error.message.contains("queued") && error.hint.is_some(),
        "{error}"
    );
    let made: SubmittedJob = client.post(&path, json!({"force": true})).await.json(201);
    assert_eq!(made.job.spec.secrets, ["S"]);
    let values: Vec<String> = sqlx::query_scalar("select value from job_secrets")
        .fetch_all(&client.app.db)
        .await
        .unwrap();
    assert_eq!(values, ["x", "x"]);
}

#[sqlx::test]
async fn a_job_whose_secrets_are_gone_must_be_submitted_anew(db: PgPool) {
    let client = TestApp::new(db).client("ada").await;
    let mut asked = spec();
    asked["secrets"] = json!({"S": "x"});
    let path = failed(&client, asked).await;
    let error = client
        .post(&path, json!({}))
        .await
        .error(ErrorCode::Conflict);
    assert!(error.message.contains("secrets"), "{error}");
    assert!(error.hint.unwrap().contains("--secret"));
}

#[sqlx::test]
async fn a_retry_that_is_sent_twice_makes_one_job(db: PgPool) {
    let client = TestApp::new(db).client("ada").await;
    let path = failed(&client, spec()).await;
    let one = client.post_once(&path, json!({}), "k").await;
    let two = client.post_once(&path, json!({}), "k").await;
    assert_eq!(one.body, two.body);
}
