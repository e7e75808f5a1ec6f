//! Whose results are not taken.

use rgrid_shared::{digest::Digest, job::JobState, wire::submit::SubmittedJob};
use serde_json::json;
use sqlx::PgPool;

use super::{IMAGE, after_one, asking, end_one, run_one};
use crate::support::{Client, TestApp, TestNode};

async fn runs(client: &Client, asked: serde_json::Value) {
    let job = client.submit(asked).await;
    assert_eq!((job.state, job.reused_from), (JobState::Queued, None));
}

#[sqlx::test]
async fn a_result_is_taken_only_when_that_is_asked_for(db: PgPool) {
    let (client, _node, _) = after_one(&db).await;
    runs(&client, asking("keep")).await;
    runs(&client, crate::support::spec()).await;
}

#[sqlx::test]
async fn what_did_not_ask_to_be_kept_is_nobody_elses(db: PgPool) {
    let client = TestApp::new(db.clone()).client("ada").await;
    let node = TestNode::new(&db).await;
    client.submit(crate::support::spec()).await;
    run_one(&client, &node, IMAGE).await;
    runs(&client, asking("take")).await;
}

/// R-C2: no account has anything of another's.
#[sqlx::test]
async fn another_account_runs_its_own(db: PgPool) {
    let (client, _node, _) = after_one(&db).await;
    let eve = client.app.client("eve").await;
    runs(&eve, asking("take")).await;
}

#[sqlx::test]
async fn a_failure_is_tried_again(db: PgPool) {
    let client = TestApp::new(db.clone()).client("ada").await;
    let node = TestNode::new(&db).await;
    client.submit(asking("keep")).await;
    node.exit(&node.claim().await, 1).await;
    runs(&client, asking("take")).await;
}

/// The attempt that began last says what the name means, whichever is heard last.
#[sqlx::test]
async fn a_long_job_of_before_does_not_bring_the_old_image_back(db: PgPool) {
    let client = TestApp::new(db.clone()).client("ada").await;
    let node = TestNode::new(&db).await;
    client.submit(asking("keep")).await;
    let long = node.claim().await;
    client.submit(asking("keep")).await;
    let newer = run_one(&client, &node, "sha256:2").await;
    end_one(&client, &node, &long, IMAGE).await;
    let taken = client.submit(asking("take")).await;
    assert_eq!(taken.reused_from, Some(newer));
}

#[sqlx::test]
async fn an_image_that_came_to_mean_something_else_makes_another_job(db: PgPool) {
    let (client, node, first) = after_one(&db).await;
    let other = "sha256:2";
    runs(&client, asking("keep")).await;
    let newer = run_one(&client, &node, other).await;
    let taken = client.submit(asking("take")).await;
    assert_eq!(taken.reused_from, Some(newer));
    // One that is back is that of the first job again.
    let mut asked = asking("keep");
    asked["args"] = json!(["something else"]);
    runs(&client, asked).await;
    run_one(&client, &node, IMAGE).await;
    let taken = client.submit(asking("take")).await;
    assert_eq!(taken.reused_from, Some(first));
}

#[sqlx::test]
async fn a_result_that_took_longer_than_the_job_may_is_not_taken(db: PgPool) {
    let (client, _node, first) = after_one(&db).await;
    sqlx::query("update results set duration_ms = 5000")
        .execute(&db)
        .await
        .unwrap();
    let mut asked = asking("take");
    asked["timeout_s"] = json!(4);
    runs(&client, asked.clone()).await;
    asked["timeout_s"] = json!(5);
    assert_eq!(client.submit(asked).await.reused_from, Some(first));
}

#[sqlx::test]
async fn a_result_whose_files_or_packages_are_gone_is_made_anew(db: PgPool) {
    let (client, _node, _) = after_one(&db).await;
    let mut asked = asking("take");
    asked["metadata"] = json!({"a": "label"});
    assert!(client.submit(asked).await.reused_from.is_some());
    sqlx::query("update environments set packages = $1")
        .bind(Digest::of(b"a set").as_bytes().as_slice())
        .execute(&db)
        .await
        .unwrap();
    runs(&client, asking("take")).await;
    sqlx::query("update environments set packages = null")
        .execute(&db)
        .await
        .unwrap();
    sqlx::query("delete from blobs").execute(&db).await.unwrap();
    runs(&client, asking("take")).await;
}

#[sqlx::test]
async fn a_job_with_secrets_is_reused_only_by_who_asks_and_has_the_same(db: PgPool) {
    let client = TestApp::new(db.clone()).client("ada").await;
    let node = TestNode::new(&db).await;
    let with = |reuse: &str, value: &str| {
        let mut asked = asking(reuse);
        asked["secrets"] = json!({"TOKEN": value});
        asked
    };
    client.submit(with("keep", "a")).await;
    run_one(&client, &node, IMAGE).await;
    runs(&client, with("take", "a")).await;
    let first = run_one(&client, &node, IMAGE).await;
    runs(&client, with("take", "b")).await;
    let taken = client.submit(with("take", "a")).await;
    assert_eq!(taken.reused_from, Some(first));
    let kept: i64 = sqlx::query_scalar("select count(*) from job_secrets where job_id = $1")
        .bind(taken.id.uuid())
        .fetch_one(&db)
        .await
        .unwrap();
    assert_eq!(kept, 0);
}

#[sqlx::test]
async fn who_tries_a_job_again_wants_it_to_run(db: PgPool) {
    let (client, _node, _) = after_one(&db).await;
    let taken = client.submit(asking("take")).await;
    let path = format!("/v1/jobs/{}/retry", taken.id);
    let made: SubmittedJob = client.post(&path, json!({})).await.json(201);
    assert_eq!(made.job.state, JobState::Queued);
}
