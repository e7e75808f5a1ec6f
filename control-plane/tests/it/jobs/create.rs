//! One job is accepted.

use rgrid_shared::{
    job::JobState,
    wire::{
        jobs::{Job, JobPage},
        submit::SubmittedJob,
        waiting::WaitingReason,
    },
};
use serde_json::json;
use sqlx::PgPool;

use crate::support::{TestApp, TestNode, input, spec};

#[sqlx::test]
async fn a_job_that_needs_no_blobs_is_queued_at_once(db: PgPool) {
    let client = TestApp::new(db).client("ada").await;
    let job = client.submit(spec()).await;
    assert_eq!(job.state, JobState::Queued);
    let path = format!("/v1/jobs/{}", job.id);
    let mut again: Job = client.get(&path).await.json(200);
    let waiting = again.waiting_for.take().expect("it waits");
    assert_eq!(waiting.reason, WaitingReason::Node);
    assert_eq!(again, job);
    TestNode::new(&client.app.db).await.claim().await;
    let running: Job = client.get(&path).await.json(200);
    assert_eq!(running.waiting_for, None);
}

/// A list stays one cheap query: what each of its jobs waits for is asked one by one.
#[sqlx::test]
async fn a_list_does_not_say_what_its_jobs_wait_for(db: PgPool) {
    let client = TestApp::new(db).client("ada").await;
    client.submit(spec()).await;
    let list: JobPage = client.get("/v1/jobs").await.json(200);
    assert_eq!(list.jobs[0].waiting_for, None);
}

#[sqlx::test]
async fn a_job_waits_for_blobs_and_is_told_where_to_put_them(db: PgPool) {
    let client = TestApp::new(db).client("ada").await;
    let mut spec = spec();
    spec["inputs"] = json!([input("a", b"a"), input("b", b"b"), input("copy of a", b"a")]);
    let answer = client.post("/v1/jobs", json!({"spec": spec})).await;
    let made: SubmittedJob = answer.json(201);
    assert_eq!(made.job.state, JobState::AwaitingInput);
    assert_eq!(made.missing.len(), 2);
    for upload in made.missing {
        let account = client.account.to_string();
        assert!(upload.put.url.contains(&account), "{:?}", upload.put);
        assert_eq!(upload.put.headers["content-length"], "1");
    }
}

#[sqlx::test]
async fn values_of_the_environment_are_never_shown_and_secrets_are_kept_apart(db: PgPool) {
    let client = TestApp::new(db.clone()).client("ada").await;
    let mut spec = spec();
    spec["env"] = json!({"A": "hidden1"});
    spec["secrets"] = json!({"B": "hidden2"});
    let answer = client.post("/v1/jobs", json!({"spec": spec})).await;
    assert!(!String::from_utf8_lossy(&answer.body).contains("hidden"));
    let made: SubmittedJob = answer.json(201);
    assert_eq!(made.job.spec.env, ["A"]);
    assert_eq!(made.job.spec.secrets, ["B"]);
    let kept: String = sqlx::query_scalar("select spec::text from jobs")
        .fetch_one(&db)
        .await
        .unwrap();
    assert!(!kept.contains("hidden2"), "{kept}");
    let node = TestNode::new(&db).await;
    let claimed = node.claim().await;
    assert_eq!(claimed.job, made.job.id);
}

#[sqlx::test]
async fn scenario_20_the_same_request_twice_makes_one_job_and_the_same_answer(db: PgPool) {
    let client = TestApp::new(db).client("ada").await;
    let submit = || client.post_once("/v1/jobs", json!({"spec": spec()}), "once");
    let (one, two) = tokio::join!(submit(), submit());
    assert_eq!((one.status, two.status), (201, 201));
    assert_eq!(one.body, two.body);
    let list: serde_json::Value = client.get("/v1/jobs").await.json(200);
    assert_eq!(list["jobs"].as_array().unwrap().len(), 1);
}

#[sqlx::test]
async fn what_another_account_stored_is_missing_here(db: PgPool) {
    let app = TestApp::new(db);
    let (ada, eve) = (app.client("ada").await, app.client("eve").await);
    let digest = rgrid_shared::digest::Digest::of(b"a").as_bytes().to_vec();
    sqlx::query("insert into blobs (account_id, digest, size_bytes) values ($1, $2, 1)")
        .bind(ada.account.uuid())
        .bind(digest)
        .execute(&app.db)
        .await
        .unwrap();
    let mut spec = spec();
    spec["inputs"] = json!([input("a", b"a")]);
    let body = json!({"spec": spec});
    let of_ada: SubmittedJob = ada.post("/v1/jobs", body.clone()).await.json(201);
    let of_eve: SubmittedJob = eve.post("/v1/jobs", body).await.json(201);
    assert_eq!(of_ada.job.state, JobState::Queued);
    assert_eq!(of_eve.job.state, JobState::AwaitingInput);
    assert_eq!(of_eve.missing.len(), 1);
}
