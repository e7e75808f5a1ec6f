//! Jobs are cancelled.

use rgrid_shared::{
    error::ErrorCode,
    job::{JobState, Outcome},
    wire::jobs::Job,
};
use serde_json::json;
use sqlx::PgPool;

use crate::support::{TestApp, TestNode, spec};

#[sqlx::test]
async fn scenario_36_a_waiting_job_ends_at_once_and_cancelling_twice_is_no_error(db: PgPool) {
    let client = TestApp::new(db).client("ada").await;
    let path = format!("/v1/jobs/{}/cancel", client.submit(spec()).await.id);
    for _ in 0..2 {
        let job: Job = client.post(&path, json!({})).await.json(200);
        assert_eq!(job.state, JobState::Cancelled);
        assert!(job.finished_at.is_some());
    }
}

#[sqlx::test]
async fn a_running_job_runs_until_its_node_has_ended_it(db: PgPool) {
    let client = TestApp::new(db.clone()).client("ada").await;
    let path = format!("/v1/jobs/{}/cancel", client.submit(spec()).await.id);
    let node = TestNode::new(&db).await;
    let claimed = node.claim().await;
    let job: Job = client.post(&path, json!({})).await.json(200);
    assert_eq!(job.state, JobState::Running);
    node.end(&claimed, Outcome::Cancelled, Vec::new()).await;
    let job: Job = client.post(&path, json!({})).await.json(200);
    assert_eq!(job.state, JobState::Cancelled);
}

#[sqlx::test]
async fn an_ended_job_cannot_be_cancelled_and_the_answer_names_its_state(db: PgPool) {
    let client = TestApp::new(db.clone()).client("ada").await;
    let id = client.submit(spec()).await.id;
    let node = TestNode::new(&db).await;
    let claimed = node.claim().await;
    node.exit(&claimed, 0).await;
    let answer = client
        .post(&format!("/v1/jobs/{id}/cancel"), json!({}))
        .await;
    let error = answer.error(ErrorCode::Conflict);
    assert!(error.message.contains("succeeded"), "{error}");
}
