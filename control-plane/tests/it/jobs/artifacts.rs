//! Artifacts are listed with URLs (R-C7).

use rgrid_shared::{
    digest::Digest,
    job::Outcome,
    path::RelPath,
    wire::artifacts::{Artifact, ArtifactList},
};
use sqlx::PgPool;

use crate::support::{TestApp, TestNode, spec};

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
