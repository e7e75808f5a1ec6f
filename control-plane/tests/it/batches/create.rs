//! Batches are accepted, read and cancelled.

use std::time::{Duration, Instant};

use rgrid_shared::{
    error::ErrorCode,
    wire::{
        batches::{Batch, BatchPage},
        submit::SubmittedBatch,
        waiting::WaitingReason,
    },
};
use serde_json::json;
use sqlx::PgPool;

use crate::support::{TestApp, batch, input};

#[sqlx::test]
async fn a_batch_is_accepted_whole_and_counts_its_jobs(db: PgPool) {
    let client = TestApp::new(db).client("ada").await;
    let made: SubmittedBatch = client.post("/v1/batches", batch(7, 2)).await.json(201);
    assert_eq!(made.jobs.len(), 7);
    assert_eq!((made.batch.total, made.batch.waiting), (7, 7));
    let path = format!("/v1/batches/{}", made.batch.id);
    let mut again: Batch = client.get(&path).await.json(200);
    let waiting = again.waiting_for.take().expect("nothing of it runs");
    assert_eq!(waiting.reason, WaitingReason::Node);
    assert_eq!(again, made.batch);
    let job: serde_json::Value = client
        .get(&format!("/v1/jobs/{}", made.jobs[3]))
        .await
        .json(200);
    assert_eq!((&job["index"], &job["name"]), (&json!(3), &json!("f3")));
    assert_eq!(job["spec"]["args"], json!(["f3"]));
    let page: BatchPage = client.get("/v1/batches?limit=1").await.json(200);
    assert_eq!(
        (page.batches.as_slice(), page.next),
        ([made.batch.clone()].as_slice(), Some(made.batch.id))
    );
}

/// Thousands of jobs are one transaction of few statements.
#[sqlx::test]
async fn five_thousand_jobs_are_accepted_in_seconds(db: PgPool) {
    let client = TestApp::new(db).client("ada").await;
    let started = Instant::now();
    let made: SubmittedBatch = client.post("/v1/batches", batch(5_000, 50)).await.json(201);
    assert_eq!(made.jobs.len(), 5_000);
    assert!(made.jobs.is_sorted());
    assert!(
        started.elapsed() < Duration::from_secs(20),
        "{:?}",
        started.elapsed()
    );
}

/// An answer names a thousand; the client asks for the others when it has sent those.
#[sqlx::test]
async fn of_many_missing_inputs_the_first_thousand_get_their_urls(db: PgPool) {
    let client = TestApp::new(db).client("ada").await;
    let mut body = batch(1_001, 1);
    for at in 0..1_001_usize {
        body["items"][at]["inputs"] = json!([input("in", &at.to_be_bytes())]);
    }
    let made: SubmittedBatch = client.post("/v1/batches", body).await.json(201);
    assert_eq!((made.missing.len(), made.missing_total), (1_000, 1_001));
}

#[sqlx::test]
async fn each_job_waits_for_its_own_blobs_only(db: PgPool) {
    let client = TestApp::new(db).client("ada").await;
    let mut body = batch(2, 2);
    body["items"][1]["inputs"] = json!([input("x", b"x")]);
    let made: SubmittedBatch = client.post("/v1/batches", body).await.json(201);
    assert_eq!(made.missing.len(), 1);
    let states = client.get("/v1/jobs?state=queued").await;
    let queued: serde_json::Value = states.json(200);
    assert_eq!(queued["jobs"][0]["id"], json!(made.jobs[0]));
}

#[sqlx::test]
async fn a_wrong_batch_makes_nothing_and_the_field_is_named(db: PgPool) {
    let client = TestApp::new(db).client("ada").await;
    let with = |change: fn(&mut serde_json::Value)| {
        let mut body = batch(2, 2);
        change(&mut body);
        body
    };
    let wrong = [
        (with(|b| b["items"] = json!([])), "items"),
        (with(|b| b["parallel"] = json!(0)), "parallel"),
        (
            with(|b| b["items"][1]["args"] = json!(["\0"])),
            "items[1].args",
        ),
        (
            with(|b| b["items"][1]["args"] = json!("x")),
            "items[1].args",
        ),
        (
            with(|b| b["spec"]["timeout_s"] = json!(0)),
            "spec.timeout_s",
        ),
    ];
    for (body, field) in wrong {
        client.post("/v1/batches", body).await.refuses(field);
    }
    let page: BatchPage = client.get("/v1/batches").await.json(200);
    assert_eq!(page.batches, []);
}

#[sqlx::test]
async fn a_cancelled_batch_ends_and_cancelling_twice_is_no_error(db: PgPool) {
    let client = TestApp::new(db).client("ada").await;
    let made: SubmittedBatch = client.post("/v1/batches", batch(5, 2)).await.json(201);
    let path = format!("/v1/batches/{}/cancel", made.batch.id);
    for _ in 0..2 {
        let ended: Batch = client.post(&path, json!({})).await.json(200);
        assert_eq!((ended.cancelled, ended.waiting), (5, 0));
        assert!(ended.finished_at.is_some());
    }
    let other = client.app.client("eve").await;
    let answer = other.post(&path, json!({})).await;
    answer.error(ErrorCode::ResourceNotFound);
}
