//! A request that is sent twice is done once.

use rgrid_shared::{error::ErrorCode, wire::keys::KeyList};
use serde_json::json;
use sqlx::PgPool;

use crate::support::{Client, TestApp};

async fn keys_of(client: &Client) -> usize {
    let list: KeyList = client.get("/v1/keys").await.json(200);
    list.keys.len()
}

#[sqlx::test]
async fn a_secret_is_shown_once_even_to_a_repeat(db: PgPool) {
    let client = TestApp::new(db).client("ada").await;
    let make = || client.post_once("/v1/keys", json!({"name": "ci"}), "a");
    assert_eq!(make().await.status, 201);
    let error = make().await.error(ErrorCode::Conflict);
    assert!(error.message.contains("shown once"), "{error}");
    assert_eq!(keys_of(&client).await, 2, "one was made, besides the first");
}

#[sqlx::test]
async fn a_used_key_under_another_request_is_a_conflict(db: PgPool) {
    let client = TestApp::new(db).client("ada").await;
    client
        .post_once("/v1/keys", json!({"name": "a"}), "k")
        .await;
    let other = client
        .post_once("/v1/keys", json!({"name": "b"}), "k")
        .await;
    let error = other.error(ErrorCode::Conflict);
    assert!(error.message.contains("another request"), "{error}");
}

#[sqlx::test]
async fn accounts_do_not_share_idempotency_keys(db: PgPool) {
    let app = TestApp::new(db);
    for name in ["ada", "eve"] {
        let client = app.client(name).await;
        let answer = client
            .post_once("/v1/keys", json!({"name": "a"}), "k")
            .await;
        assert_eq!(answer.status, 201);
    }
}

#[sqlx::test]
async fn a_failed_request_leaves_its_key_free(db: PgPool) {
    let client = TestApp::new(db).client("ada").await;
    let bad = client.post_once("/v1/keys", json!({"name": ""}), "k").await;
    bad.refuses("name");
    let good = client
        .post_once("/v1/keys", json!({"name": "a"}), "k")
        .await;
    assert_eq!(good.status, 201);
}

#[sqlx::test]
async fn a_key_that_is_empty_or_too_long_is_refused(db: PgPool) {
    let client = TestApp::new(db).client("ada").await;
    for key in ["", &"x".repeat(201), "é"] {
        let answer = client
            .post_once("/v1/keys", json!({"name": "a"}), key)
            .await;
        answer.refuses("Idempotency-Key");
    }
}

#[sqlx::test]
async fn scenario_20_two_requests_at_the_same_time_are_one(db: PgPool) {
    let client = TestApp::new(db).client("ada").await;
    let make = || client.post_once("/v1/keys", json!({"name": "a"}), "k");
    let (one, two) = tokio::join!(make(), make());
    let mut statuses = [one.status, two.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 409]);
    assert_eq!(keys_of(&client).await, 2);
}

#[sqlx::test]
async fn a_batch_and_its_retry_are_made_once_too(db: PgPool) {
    let client = TestApp::new(db).client("ada").await;
    let submit = || client.post_once("/v1/batches", crate::support::batch(2, 1), "b");
    let (one, two) = (submit().await, submit().await);
    assert_eq!((one.status, &one.body), (201, &two.body));
    let made: rgrid_shared::wire::submit::SubmittedBatch = one.json(201);
    let path = format!("/v1/batches/{}", made.batch.id);
    client.post(&format!("{path}/cancel"), json!({})).await;
    let path = format!("{path}/retry");
    let retry = || client.post_once(&path, json!({}), "r");
    let (one, two) = (retry().await, retry().await);
    assert_eq!((one.status, one.body), (201, two.body));
}

/// However many ask in the same moment: one job or one batch, and all are told of it alike.
#[sqlx::test]
async fn scenario_20_fifty_submissions_at_the_same_time_are_one(db: PgPool) {
    let client = TestApp::new(db.clone()).client("ada").await;
    let job = json!({"spec": crate::support::spec()});
    for (path, body, made) in [
        ("/v1/jobs", job, 1),
        ("/v1/batches", crate::support::batch(3, 1), 4),
    ] {
        let submit = || client.post_once(path, body.clone(), path);
        let answers = futures_util::future::join_all((0..50).map(|_| submit())).await;
        for answer in &answers {
            let alike = (answer.status, &answer.body) == (201, &answers[0].body);
            assert!(alike, "{path}: {} {:?}", answer.status, answer.body);
        }
        let jobs: i64 = sqlx::query_scalar("select count(*) from jobs")
            .fetch_one(&db)
            .await
            .unwrap();
        assert_eq!(jobs, made, "{path}");
    }
    let batches: i64 = sqlx::query_scalar("select count(*) from batches")
        .fetch_one(&db)
        .await
        .unwrap();
    assert_eq!(batches, 1);
}
