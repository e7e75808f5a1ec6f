//! An identical job has the result of the first one (R-E4).

mod batches;
mod misses;

use rgrid_control_plane::db::{blob, lease::Claimed, queue};
use rgrid_shared::{
    digest::Digest,
    id::JobId,
    job::{JobState, Outcome},
    path::RelPath,
    spec::BlobRef,
    wire::{
        artifacts::{Artifact, ArtifactList},
        jobs::Job,
        logs::{LogCursor, LogPage, Stream},
        node::RanIn,
        submit::SubmittedJob,
    },
};
use serde_json::{Value, json};
use sqlx::PgPool;

use crate::support::{Client, TestApp, TestNode, input, report, spec};

/// What an image means, unless it came to mean something else.
const IMAGE: &str = "sha256:1";

/// A spec whose result may be another's, or that takes one.
fn asking(reuse: &str) -> Value {
    let mut asked = spec();
    asked["reuse"] = json!(reuse);
    asked
}

/// Runs what is queued: a line of log, a file, and a success, in an image that means this.
async fn run_one(client: &Client, node: &TestNode, image: &str) -> JobId {
    let claimed = node.claim().await;
    end_one(client, node, &claimed, image).await;
    claimed.job
}

/// Ends what was claimed with a line of log, a file, and a success.
async fn end_one(client: &Client, node: &TestNode, claimed: &Claimed, image: &str) {
    node.log(claimed, Stream::Stdout, 0, "hello").await;
    let bytes = b"result";
    let (digest, size) = (Digest::of(bytes), bytes.len() as u64);
    let stored = [BlobRef { digest, size }];
    let mut conn = client.app.db.acquire().await.unwrap();
    blob::insert(&mut conn, client.account, &stored)
        .await
        .unwrap();
    let artifact = Artifact {
        path: RelPath::new("out.txt").unwrap(),
        digest,
        size,
        executable: false,
    };
    let mut end = report(claimed, Outcome::Exited { code: 0 }, vec![artifact]);
    (end.log_bytes, end.usage.duration_ms) = (5, 5_000);
    let image = image.to_owned();
    end.ran_in = Some(RanIn {
        image,
        packages: None,
    });
    node.report(end).await;
}

/// A client one of whose jobs has succeeded.
async fn after_one(db: &PgPool) -> (Client, TestNode, JobId) {
    let client = TestApp::new(db.clone()).client("ada").await;
    let node = TestNode::new(db).await;
    client.submit(asking("keep")).await;
    let first = run_one(&client, &node, IMAGE).await;
    (client, node, first)
}

#[sqlx::test]
async fn an_identical_job_has_outputs_and_log_at_once_and_for_nothing(db: PgPool) {
    let (client, _node, first) = after_one(&db).await;
    let again = client.submit(asking("take")).await;
    assert_eq!(again.reused_from, Some(first));
    let end = (again.state, again.exit_code, again.cost_micros.0);
    assert_eq!(end, (JobState::Succeeded, Some(0), 0));
    assert!(again.finished_at.is_some() && again.node.is_none());
    let path = format!("/v1/jobs/{}", again.id);
    let list: ArtifactList = client.get(&format!("{path}/artifacts")).await.json(200);
    assert_eq!(list.artifacts[0].artifact.path.as_str(), "out.txt");
    let log: LogPage = client.get(&format!("{path}/logs")).await.json(200);
    assert_eq!(&*log.chunks[0].data.0, b"hello");
    let tail: LogPage = client
        .get(&format!("{path}/logs?tail_bytes=2"))
        .await
        .json(200);
    assert_eq!(&*tail.chunks[0].data.0, b"lo");
    // The third is that of the first, too.
    let third = client.submit(asking("take")).await;
    assert_eq!(third.reused_from, Some(first));
    let read: Job = client
        .get(&format!("/v1/jobs/{}", third.id))
        .await
        .json(200);
    assert_eq!(read, third);
}

/// R-C6: a follower is told what one of the first job was told.
#[sqlx::test]
async fn a_follower_of_it_sees_the_log_and_the_end(db: PgPool) {
    let (client, _node, _) = after_one(&db).await;
    let again = client.submit(asking("take")).await;
    let api = client.connected().await;
    let mut follow = api
        .follow_job(again.id, LogCursor::default())
        .await
        .unwrap();
    let mut seen = Vec::new();
    while let Some(message) = follow.next().await {
        seen.push(super::follow::word(Some(message)));
    }
    assert_eq!(seen, ["succeeded", "1.0 hello", "end succeeded 1"]);
}

#[sqlx::test]
async fn what_only_a_reused_job_needs_is_not_sent(db: PgPool) {
    let client = TestApp::new(db.clone()).client("ada").await;
    let node = TestNode::new(&db).await;
    let given = |reuse: &str| {
        let mut asked = asking(reuse);
        asked["inputs"] = json!([input("a.txt", b"a")]);
        json!({"spec": asked})
    };
    let first: SubmittedJob = client.post("/v1/jobs", given("keep")).await.json(201);
    assert_eq!(first.missing_total, 1);
    // It arrives, and is not there any more later.
    let digest = Digest::of(b"a");
    let mut conn = db.acquire().await.unwrap();
    queue::blobs_arrived(&mut conn, client.account, &[digest])
        .await
        .unwrap();
    let first = run_one(&client, &node, IMAGE).await;
    let again: SubmittedJob = client.post("/v1/jobs", given("take")).await.json(201);
    assert_eq!(again.job.reused_from, Some(first));
    assert_eq!((again.missing.len(), again.missing_total), (0, 0));
}
