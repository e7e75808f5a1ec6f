//! Artifacts are listed with URLs (R-C7).

use futures_util::StreamExt as _;
use rgrid_control_plane::blob::BlobKey;
use rgrid_shared::{
    client::JobMessage,
    digest::Digest,
    job::Outcome,
    path::RelPath,
    wire::{
        artifacts::{Artifact, ArtifactList},
        follow::{BatchEvent, JobEvent},
        logs::LogCursor,
        submit::SubmittedBatch,
    },
};
use serde_json::json;
use sqlx::PgPool;

use crate::support::{TestApp, TestNode, batch, spec};

fn artifact(path: &str) -> Artifact {
    Artifact {
        path: RelPath::new(path).unwrap(),
        digest: Digest::of(path.as_bytes()),
        size: path.len() as u64,
        executable: false,
    }
}

#[sqlx::test]
async fn each_artifact_has_a_url_that_offers_it_under_its_own_name(db: PgPool) {
    let client = TestApp::new(db.clone()).client("ada").await;
    let path = format!("/v1/jobs/{}/artifacts", client.submit(spec()).await.id);
    let none: ArtifactList = client.get(&path).await.json(200);
    assert_eq!(none.artifacts, []);
    let node = TestNode::new(&db).await;
    let claimed = node.claim().await;
    let made = vec![artifact("z.txt"), artifact("out/a\"b.txt")];
    node.end(&claimed, Outcome::Exited { code: 0 }, made).await;
    let list: ArtifactList = client.get(&path).await.json(200);
    let paths: Vec<_> = list
        .artifacts
        .iter()
        .map(|found| found.artifact.path.as_str())
        .collect();
    assert_eq!(paths, ["out/a\"b.txt", "z.txt"]);
    let url = &list.artifacts[0].get.url;
    assert!(url.contains(&client.account.to_string()), "{url}");
    assert!(
        url.contains("response-content-disposition=attachment"),
        "{url}"
    );
    assert!(
        !url.contains("out%2Fa"),
        "the folder is no part of the name: {url}"
    );
}

/// The paths of so many artifacts, in their order.
fn paths(count: usize) -> Vec<String> {
    (0..count).map(|at| format!("out/{at:05}")).collect()
}

#[sqlx::test]
async fn tens_of_thousands_of_artifacts_come_page_by_page(db: PgPool) {
    let client = TestApp::new(db.clone()).client("ada").await;
    let id = client.submit(spec()).await.id;
    let node = TestNode::new(&db).await;
    let claimed = node.claim().await;
    let wanted = paths(10_001);
    let made = wanted.iter().map(|path| artifact(path)).collect();
    node.end(&claimed, Outcome::Exited { code: 0 }, made).await;
    let path = format!("/v1/jobs/{id}/artifacts");
    let one: ArtifactList = client.get(&path).await.json(200);
    let last = one.next.unwrap();
    assert_eq!((one.artifacts.len(), last.as_str()), (5_000, "out/04999"));
    client
        .get(&format!("{path}?after=../x"))
        .await
        .refuses("after");
    let all = client.connected().await.artifacts(id).await.unwrap();
    let all = all.artifacts.iter();
    let all: Vec<_> = all.map(|found| found.artifact.path.as_str()).collect();
    assert_eq!(all, wanted);
}

/// A message to a follower does not grow with the artifacts of a job; the client reads the rest.
#[sqlx::test]
async fn a_follower_gets_the_first_artifacts_in_the_message_and_its_client_the_rest(db: PgPool) {
    let client = TestApp::new(db.clone()).client("ada").await;
    let made: SubmittedBatch = client.post("/v1/batches", batch(1, 1)).await.json(201);
    let job = made.jobs[0];
    let node = TestNode::new(&db).await;
    let claimed = node.claim().await;
    let left = paths(501).iter().map(|path| artifact(path)).collect();
    node.end(&claimed, Outcome::Exited { code: 0 }, left).await;
    let api = client.connected().await;
    let mut socket = api.open(&format!("/v1/jobs/{job}/follow")).await.unwrap();
    socket.next().await.unwrap().unwrap();
    let end = socket.next().await.unwrap().unwrap();
    let end: serde_json::Value = serde_json::from_str(end.to_text().unwrap()).unwrap();
    assert_eq!(end["artifacts"].as_array().unwrap().len(), 500);
    assert_eq!((&end["type"], &end["more"]), (&json!("end"), &json!(true)));
    let mut follow = api.follow_job(job, LogCursor::default()).await.unwrap();
    let of_job = loop {
        let message = follow.next().await.unwrap();
        if let JobMessage::Event(JobEvent::End { artifacts, .. }) = message {
            break artifacts;
        }
    };
    let mut follow = api.follow_batch(made.batch.id, 0).await.unwrap();
    let of_batch = loop {
        if let BatchEvent::Item { artifacts, .. } = follow.next().await.unwrap() {
            break artifacts;
        }
    };
    for artifacts in [of_job, of_batch] {
        let found = artifacts
            .iter()
            .map(|found| found.artifact.path.to_string());
        assert_eq!(found.collect::<Vec<_>>(), paths(501));
    }
}

/// What came just now is here still: followers need not ask the store for it.
#[sqlx::test]
async fn small_artifacts_ride_in_the_last_message_to_a_follower(db: PgPool) {
    let app = TestApp::new(db.clone());
    let client = app.client("ada").await;
    let id = client.submit(spec()).await.id;
    let node = TestNode::new(&db).await;
    let claimed = node.claim().await;
    let (here, away) = (artifact("here"), artifact("stored"));
    let key = BlobKey::new(&client.account.to_string(), here.digest).unwrap();
    app.state.small_blobs.put(&key, "here".into());
    node.end(&claimed, Outcome::Exited { code: 0 }, vec![here, away])
        .await;
    let api = client.connected().await;
    let mut follow = api.follow_job(id, LogCursor::default()).await.unwrap();
    let found = loop {
        let message = follow.next().await.unwrap();
        if let JobMessage::Event(JobEvent::End { artifacts, .. }) = message {
            break artifacts;
        }
    };
    let bytes = found.iter().map(|found| found.bytes.clone());
    let bytes: Vec<_> = bytes.map(|bytes| bytes.map(|bytes| bytes.0)).collect();
    assert_eq!(bytes, [Some("here".into()), None]);
}
