//! Jobs are listed.

use rgrid_shared::{
    id::JobId,
    wire::jobs::{Job, JobPage},
};
use serde_json::json;
use sqlx::PgPool;

use crate::support::{Client, TestApp, TestNode, batch, large_spec, spec};

async fn ids(client: &Client, query: &str) -> Vec<JobId> {
    let page: JobPage = client.get(&format!("/v1/jobs?{query}")).await.json(200);
    page.jobs.iter().map(|job| job.id).collect()
}

#[sqlx::test]
async fn pages_follow_each_other_newest_first_without_gap_or_repeat(db: PgPool) {
    let client = TestApp::new(db).client("ada").await;
    let mut made: Vec<JobId> = Vec::new();
    for _ in 0..5 {
        made.insert(0, client.submit(spec()).await.id);
    }
    let one: JobPage = client.get("/v1/jobs?limit=3").await.json(200);
    let before = one.next.unwrap();
    let path = format!("/v1/jobs?limit=3&before={before}");
    let two: JobPage = client.get(&path).await.json(200);
    let all = one.jobs.iter().chain(&two.jobs);
    assert_eq!(all.map(|job| job.id).collect::<Vec<_>>(), made);
    assert_eq!(two.next, None);
}

/// What is in memory at once has a bound in bytes too, and no job is left out for it.
#[sqlx::test]
async fn a_page_of_very_large_jobs_is_short_and_the_next_goes_on(db: PgPool) {
    let client = TestApp::new(db).client("ada").await;
    let mut made: Vec<JobId> = Vec::new();
    for _ in 0..3 {
        made.insert(0, client.submit(large_spec()).await.id);
    }
    let one: JobPage = client.get("/v1/jobs?limit=3").await.json(200);
    assert_eq!(one.jobs.len(), 2);
    let path = format!("/v1/jobs?limit=3&before={}", one.next.unwrap());
    let two: JobPage = client.get(&path).await.json(200);
    let all = one.jobs.iter().chain(&two.jobs);
    assert_eq!(all.map(|job| job.id).collect::<Vec<_>>(), made);
    assert_eq!(two.next, None);
}

#[sqlx::test]
async fn filters_let_through_what_they_name(db: PgPool) {
    let client = TestApp::new(db.clone()).client("ada").await;
    let mut labelled = spec();
    labelled["metadata"] = json!({"team": "x y", "n": "1"});
    let (plain, labelled) = (client.submit(spec()).await, client.submit(labelled).await);
    let node = TestNode::new(&db).await;
    let claimed = node.claim().await;
    assert_eq!(claimed.job, plain.id);
    assert_eq!(ids(&client, "state=running").await, [plain.id]);
    node.exit(&claimed, 3).await;
    assert_eq!(ids(&client, "state=failed").await, [plain.id]);
    assert_eq!(ids(&client, "state=queued").await, [labelled.id]);
    assert_eq!(ids(&client, "metadata.team=x%20y").await, [labelled.id]);
    assert_eq!(
        ids(&client, "metadata.team=x+y&metadata.n=1").await,
        [labelled.id]
    );
    assert_eq!(ids(&client, "metadata.team=x+y&metadata.n=2").await, []);
    let made: serde_json::Value = client.post("/v1/batches", batch(3, 1)).await.json(201);
    let of_batch = format!("batch={}", made["batch"]["id"].as_str().unwrap());
    assert_eq!(ids(&client, &of_batch).await.len(), 3);
    assert_eq!(
        ids(&client, &format!("{of_batch}&state=held")).await.len(),
        2
    );
}

#[sqlx::test]
async fn an_ended_job_says_how_it_ended(db: PgPool) {
    let client = TestApp::new(db.clone()).client("ada").await;
    let id = client.submit(spec()).await.id;
    let node = TestNode::new(&db).await;
    let claimed = node.claim().await;
    node.exit(&claimed, 3).await;
    let job: Job = client.get(&format!("/v1/jobs/{id}")).await.json(200);
    assert_eq!(job.exit_code, Some(3));
    assert_eq!(job.reason.unwrap().as_str(), "exit_code");
    assert_eq!(job.attempts, 1);
    assert!(job.node.is_some() && job.started_at.is_some() && job.finished_at.is_some());
    let attempts: serde_json::Value = client
        .get(&format!("/v1/jobs/{id}/attempts"))
        .await
        .json(200);
    assert_eq!(attempts["attempts"][0]["exit_code"], 3);
}

#[sqlx::test]
async fn a_wrong_parameter_is_named(db: PgPool) {
    let client = TestApp::new(db).client("ada").await;
    let labels: Vec<_> = (0..65).map(|at| format!("metadata.k{at}=v")).collect();
    let labels = labels.join("&");
    let wrong = [
        ("state=nice", "state"),
        ("limit=0", "limit"),
        ("limit=1001", "limit"),
        ("limit=x", "limit"),
        ("before=7", "before"),
        ("batch=job_01jd7zq0vxe8rb3m2k5n6p7q8r", "batch"),
        ("colour=red", "colour"),
        ("limit=1&limit=2", "limit"),
        (&labels, "metadata"),
    ];
    for (query, field) in wrong {
        client
            .get(&format!("/v1/jobs?{query}"))
            .await
            .refuses(field);
    }
}
