//! Every documented limit: as much as it says is taken, one more is refused with the field's name (R-C3).

#![expect(clippy::arithmetic_side_effects, reason = "a test fails by panicking")]

mod numbers;
mod page;
mod spec;

use axum::{body::Body, http::Method};
use data_encoding::BASE64;
use rgrid_shared::{
    digest::Digest,
    error::ErrorCode,
    limits::{
        MAX_BATCH_BODY_BYTES, MAX_BLOBS_AT_ONCE, MAX_BODY_BYTES, MAX_IDEMPOTENCY_KEY_BYTES,
        MAX_INLINE_BLOB_BYTES, MAX_INLINE_BYTES, MAX_LABEL_BYTES, MAX_METADATA, MAX_PARALLEL,
        MAX_PATH_BYTES,
    },
};
use serde_json::{Value, json};
use sqlx::PgPool;

use crate::support::{Answer, TestApp, TestStore, batch, input, spec};

/// Whether it was taken; else it must be refused for this field.
#[track_caller]
fn taken(answer: &Answer, code: ErrorCode, field: &str) -> bool {
    if answer.status < 300 {
        return true;
    }
    let error = answer.error(code);
    let fields = error.details["fields"].as_array().unwrap();
    assert!(
        fields.iter().any(|found| found["field"] == field),
        "{error}"
    );
    false
}

/// A route, a field of it, the most of it, and a request that has so much of it.
type Limit = (&'static str, &'static str, usize, fn(usize) -> Value);

const REQUESTS: [Limit; 5] = [
    (
        "/v1/keys",
        "name",
        MAX_LABEL_BYTES,
        |n| json!({"name": "x".repeat(n)}),
    ),
    ("/v1/blobs/uploads", "blobs", MAX_BLOBS_AT_ONCE, blobs),
    ("/v1/blobs/commit", "blobs", MAX_BLOBS_AT_ONCE, blobs),
    (
        "/v1/batches",
        "items[0].name",
        MAX_PATH_BYTES,
        |n| json!({"spec": spec(), "items": [{"name": "x".repeat(n), "args": []}], "parallel": 1}),
    ),
    ("/v1/batches", "parallel", MAX_PARALLEL as usize, |n| {
        batch(1, u32::try_from(n).unwrap())
    }),
];

fn blobs(n: usize) -> Value {
    let blob = |at: usize| json!({"digest": Digest::of(&at.to_be_bytes()), "size": 8});
    json!({"blobs": (0..n).map(blob).collect::<Vec<_>>()})
}

#[sqlx::test]
async fn what_a_request_may_hold_is_taken_and_one_more_is_named(db: PgPool) {
    let store = TestStore::start().await;
    let client = TestApp::with_store(db, &store).client("ada").await;
    for (path, field, most, body) in REQUESTS {
        for n in [most, most + 1] {
            let answer = client.post(path, body(n)).await;
            let taken = taken(&answer, ErrorCode::ValidationError, field);
            assert_eq!(taken, n == most, "{field} of {path} with {n}");
        }
    }
    for n in [MAX_IDEMPOTENCY_KEY_BYTES, MAX_IDEMPOTENCY_KEY_BYTES + 1] {
        let body = json!({"name": "a"});
        let answer = client.post_once("/v1/keys", body, &"k".repeat(n)).await;
        let taken = taken(&answer, ErrorCode::ValidationError, "Idempotency-Key");
        assert_eq!(taken, n == MAX_IDEMPOTENCY_KEY_BYTES);
    }
    for n in [MAX_METADATA, MAX_METADATA + 1] {
        let labels: Vec<_> = (0..n).map(|at| format!("metadata.l{at}=x")).collect();
        let answer = client.get(&format!("/v1/jobs?{}", labels.join("&"))).await;
        let taken = taken(&answer, ErrorCode::ValidationError, "metadata");
        assert_eq!(taken, n == MAX_METADATA);
    }
}

#[sqlx::test]
async fn the_largest_bodies_are_taken_and_one_byte_more_is_not(db: PgPool) {
    let client = TestApp::new(db).client("ada").await;
    for (path, body, most) in [
        ("/v1/jobs", json!({"spec": spec()}), MAX_BODY_BYTES),
        ("/v1/batches", batch(1, 1), MAX_BATCH_BODY_BYTES),
    ] {
        for n in [most, most + 1] {
            let mut body = body.to_string().into_bytes();
            body.resize(n, b' ');
            let request = client.request(Method::POST, path).body(Body::from(body));
            let answer = client.app.send(request.unwrap()).await;
            let taken = taken(&answer, ErrorCode::PayloadTooLarge, "body");
            assert_eq!(taken, n == most, "{path} with {n} bytes");
        }
    }
}

/// A job whose files, of these sizes, all ride inside the request.
fn inline(sizes: &[usize]) -> Value {
    let file = |(at, size): (usize, &usize)| vec![u8::try_from(at).unwrap(); *size];
    let files: Vec<_> = sizes.iter().enumerate().map(file).collect();
    let mut spec = spec();
    let inputs = files.iter().enumerate();
    spec["inputs"] = inputs
        .map(|(at, bytes)| input(&at.to_string(), bytes))
        .collect();
    let inline: Vec<_> = files.iter().map(|bytes| BASE64.encode(bytes)).collect();
    json!({"spec": spec, "inline": inline})
}

#[sqlx::test]
async fn the_largest_blobs_inside_a_request_are_taken_and_one_byte_more_is_not(db: PgPool) {
    let store = TestStore::start().await;
    let client = TestApp::with_store(db, &store).client("ada").await;
    let mut all = vec![MAX_INLINE_BLOB_BYTES; MAX_INLINE_BYTES / MAX_INLINE_BLOB_BYTES];
    let answer = client.post("/v1/jobs", inline(&all)).await;
    assert_eq!(answer.status, 201, "{:?}", answer.body);
    all.push(1);
    let one = vec![MAX_INLINE_BLOB_BYTES + 1];
    for (sizes, field) in [(one, "inline[0]"), (all, "inline")] {
        let answer = client.post("/v1/jobs", inline(&sizes)).await;
        let taken = taken(&answer, ErrorCode::PayloadTooLarge, field);
        assert!(!taken, "{field}");
    }
}
