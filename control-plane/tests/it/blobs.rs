//! Blobs: brought along, uploaded, verified.

use data_encoding::BASE64;
use rgrid_shared::{
    digest::Digest,
    job::JobState,
    wire::{
        blobs::{CommittedBlobs, Upload, Uploads},
        jobs::Job,
        submit::SubmittedJob,
    },
};
use serde_json::{Value, json};
use sqlx::PgPool;

use crate::support::{TestApp, TestStore, input, spec};

async fn put(upload: &Upload, bytes: &[u8]) -> u16 {
    let client = reqwest::Client::builder().build().unwrap();
    let mut request = client.put(&upload.put.url).body(bytes.to_vec());
    for (name, value) in &upload.put.headers {
        request = request.header(name, value);
    }
    request.send().await.unwrap().status().as_u16()
}

fn needs(files: &[(&str, &[u8])]) -> Value {
    let mut spec = spec();
    let inputs: Vec<_> = files
        .iter()
        .map(|(path, bytes)| input(path, bytes))
        .collect();
    spec["inputs"] = json!(inputs);
    json!({"spec": spec})
}

fn refs(files: &[&[u8]]) -> Value {
    let blob = |bytes: &&[u8]| json!({"digest": Digest::of(bytes), "size": bytes.len()});
    json!({"blobs": files.iter().map(blob).collect::<Vec<_>>()})
}

/// R-C5: bytes go straight to the store, and a job is queued when all of its own are there.
#[sqlx::test]
async fn scenario_19_a_job_is_queued_when_its_last_blob_was_uploaded_and_committed(db: PgPool) {
    let store = TestStore::start().await;
    let client = TestApp::with_store(db, &store).client("ada").await;
    let body = needs(&[("a", b"aaa"), ("b", b"bb")]);
    let made: SubmittedJob = client.post("/v1/jobs", body).await.json(201);
    let path = format!("/v1/jobs/{}", made.job.id);
    let early: CommittedBlobs = client
        .post("/v1/blobs/commit", refs(&[b"aaa"]))
        .await
        .json(200);
    assert_eq!((early.stored.len(), early.missing.len()), (0, 1));
    for upload in &made.missing {
        let bytes: &[u8] = if upload.blob.size == 3 { b"aaa" } else { b"bb" };
        assert_eq!(put(upload, bytes).await, 200);
        let commit = client.post("/v1/blobs/commit", refs(&[bytes])).await;
        let done: CommittedBlobs = commit.json(200);
        assert_eq!(done.stored, [upload.blob.digest]);
    }
    let job: Job = client.get(&path).await.json(200);
    assert_eq!(job.state, JobState::Queued);
    let body = needs(&[("copy", b"aaa")]);
    let again: SubmittedJob = client.post("/v1/jobs", body).await.json(201);
    assert_eq!(again.missing, [], "what is stored is not sent again");
}

#[sqlx::test]
async fn scenario_19_other_bytes_than_were_named_are_refused(db: PgPool) {
    let store = TestStore::start().await;
    let client = TestApp::with_store(db, &store).client("ada").await;
    let answer = client.post("/v1/blobs/uploads", refs(&[b"aaa"])).await;
    let asked: Uploads = answer.json(200);
    assert!(put(&asked.missing[0], b"aab").await >= 400);
    let done: CommittedBlobs = client
        .post("/v1/blobs/commit", refs(&[b"aaa"]))
        .await
        .json(200);
    assert_eq!(done.missing, [Digest::of(b"aaa")]);
}

/// A URL that was used is good for the same bytes only, and what it was changed into for none.
#[sqlx::test]
async fn scenario_30_a_put_after_the_end_changes_nothing_that_is_served(db: PgPool) {
    let store = TestStore::start().await;
    let client = TestApp::with_store(db, &store).client("ada").await;
    let answer = client.post("/v1/blobs/uploads", refs(&[b"aaa"])).await;
    let asked: Uploads = answer.json(200);
    let mut upload = asked.missing[0].clone();
    assert_eq!(put(&upload, b"aaa").await, 200);
    let commit = async || {
        let answer = client.post("/v1/blobs/commit", refs(&[b"aaa"])).await;
        answer.json::<CommittedBlobs>(200).stored
    };
    assert_eq!(commit().await, [Digest::of(b"aaa")]);
    for other in [b"aab", b"bbb"] {
        assert!(put(&upload, other).await >= 400, "{other:?}");
    }
    let good = upload.put.url.clone();
    upload.put.url = good.replace(
        &Digest::of(b"aaa").to_string(),
        &Digest::of(b"bbb").to_string(),
    );
    assert_ne!(upload.put.url, good, "the key is in the URL");
    assert_eq!(put(&upload, b"aaa").await, 403);
    upload.put.url = good.replace("X-Amz-Expires=", "X-Amz-Expires=9");
    assert_eq!(put(&upload, b"aaa").await, 403);
    assert_eq!(commit().await, [Digest::of(b"aaa")], "it is as it was");
}

#[sqlx::test]
async fn small_blobs_ride_along_and_are_stored(db: PgPool) {
    let store = TestStore::start().await;
    let client = TestApp::with_store(db, &store).client("ada").await;
    let mut body = needs(&[("a", b"aaa"), ("b", b"bb")]);
    body["inline"] = json!([BASE64.encode(b"aaa"), BASE64.encode(b"bb")]);
    let made: SubmittedJob = client.post("/v1/jobs", body).await.json(201);
    assert_eq!((made.job.state, made.missing.len()), (JobState::Queued, 0));
    let answer = client
        .post("/v1/blobs/uploads", refs(&[b"aaa", b"c"]))
        .await;
    let asked: Uploads = answer.json(200);
    assert_eq!(asked.missing.len(), 1);
    assert_eq!(client.get("/readyz").await.status, 204);
}

#[sqlx::test]
async fn a_request_that_names_too_much_or_two_sizes_is_refused(db: PgPool) {
    let client = TestApp::new(db).client("ada").await;
    let many = vec![json!({"digest": Digest::of(b""), "size": 0}); 1_001];
    let answer = client
        .post("/v1/blobs/commit", json!({"blobs": many}))
        .await;
    answer.refuses("blobs");
    let two = [0, 1].map(|size| json!({"digest": Digest::of(b""), "size": size}));
    let answer = client.post("/v1/blobs/commit", json!({"blobs": two})).await;
    answer.refuses("blobs[1]");
}

/// A store that is away is no fault of the request.
#[sqlx::test]
async fn without_its_store_the_server_says_that_it_cannot_answer_now(db: PgPool) {
    let client = TestApp::new(db).client("ada").await;
    let answer = client.post("/v1/blobs/commit", refs(&[b"aaa"])).await;
    answer.error(rgrid_shared::error::ErrorCode::Unavailable);
    assert_eq!(client.get("/readyz").await.status, 503);
}
