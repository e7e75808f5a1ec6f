//! What came of a submission whose answer was not heard.

use rgrid_shared::{
    error::ErrorCode,
    wire::submit::{Submission, SubmittedBatch, SubmittedJob},
};
use serde_json::json;
use sqlx::PgPool;

use crate::support::TestApp;

/// R-L10: who did not hear the answer to a submission asks what came of it.
#[sqlx::test]
async fn what_came_of_a_submission_is_told_to_its_account(db: PgPool) {
    let app = TestApp::new(db);
    let (ada, eve) = (app.client("ada").await, app.client("eve").await);
    let spec = json!({"runtime": "python", "command": ["true"]});
    let made = ada.post_once("/v1/jobs", json!({ "spec": spec }), "one");
    let made: SubmittedJob = made.await.json(201);
    let batch = json!({"spec": spec, "items": [{"name": "a", "args": []}], "parallel": 1});
    let batch = ada.post_once("/v1/batches", batch, "many");
    let batch: SubmittedBatch = batch.await.json(201);
    let told: Submission = ada.get("/v1/submissions/one").await.json(200);
    assert_eq!((told.job, told.batch), (Some(made.job.id), None));
    let told: Submission = ada.get("/v1/submissions/many").await.json(200);
    assert_eq!((told.job, told.batch), (None, Some(batch.batch.id)));
    let named = ada.post_once("/v1/keys", json!({"name": "ci"}), "key");
    assert_eq!(named.await.status, 201);
    for (client, key) in [
        (&ada, "none"),
        (&ada, "key"),
        (&eve, "one"),
        (&ada, "%00"),
        (&ada, "%C3%BC"),
    ] {
        let answer = client.get(&format!("/v1/submissions/{key}")).await;
        answer.error(ErrorCode::ResourceNotFound);
    }
}
