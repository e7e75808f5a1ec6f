//! Inputs that do not come.

use rgrid_shared::{
    digest::Digest,
    job::Outcome,
    path::RelPath,
    spec::{BlobRef, Input},
    wire::{
        blobs::SignedUrl,
        node::{Assignment, Source},
    },
};

use crate::support::{Grid, Plane, assignment, sh};

/// A job with one input, `in`, that comes by a URL.
fn fetching(plane: &Plane, bytes: &'static [u8]) -> Assignment {
    let mut job = assignment(sh(""));
    let digest = Digest::of(bytes);
    job.spec.inputs.push(Input {
        path: RelPath::new("in").unwrap(),
        digest,
        size: bytes.len() as u64,
        executable: false,
    });
    job.inputs.push(url(plane, digest));
    job
}

fn url(plane: &Plane, digest: Digest) -> Source {
    let url = format!("{}/blobs/{digest}?signature=secret", plane.lock().base);
    let headers = [("x-signed".to_owned(), "1".to_owned())].into();
    Source::Get(SignedUrl { url, headers })
}

fn message(outcome: &Outcome) -> String {
    let told = outcome.ending().message;
    told.unwrap_or_else(|| panic!("{outcome:?}"))
}

#[tokio::test(flavor = "multi_thread")]
async fn an_input_that_does_not_come_at_first_is_fetched_again() {
    let (grid, _engine) = Grid::scripted(|_| Ok(Vec::new())).await;
    grid.plane
        .lock()
        .blobs
        .insert(Digest::of(b"here"), b"here".to_vec());
    grid.plane.lock().failing_gets = 2;
    let attempt = grid.plane.give(fetching(&grid.plane, b"here"));
    let finished = grid.finished(attempt).await;
    assert_eq!(finished.outcome, Outcome::Exited { code: 0 });
    assert_eq!(finished.artifacts, []);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_input_that_never_comes_is_named_and_its_address_is_not() {
    let (grid, engine) = Grid::scripted(|_| Ok(Vec::new())).await;
    let attempt = grid.plane.give(fetching(&grid.plane, b"nowhere"));
    let told = message(&grid.finished(attempt).await.outcome);
    assert!(told.contains("\"in\"") && told.contains("404"), "{told}");
    let mut job = assignment(sh(""));
    let (digest, size) = (Digest::of(b"x"), 1);
    job.spec.stdin = Some(BlobRef { digest, size });
    let (url, headers) = ("http://127.0.0.1:9/x?signature=secret".into(), [].into());
    job.stdin = Some(Source::Get(SignedUrl { url, headers }));
    let attempt = grid.plane.give(job);
    let told = message(&grid.finished(attempt).await.outcome);
    assert!(told.contains("standard input"), "{told}");
    assert!(
        told.contains("reached") && !told.contains("secret"),
        "{told}"
    );
    assert_eq!(engine.started(), []);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_assignment_that_contradicts_itself_is_refused() {
    let (grid, _engine) = Grid::scripted(|_| Ok(Vec::new())).await;
    let mut job = fetching(&grid.plane, b"x");
    job.inputs.clear();
    let attempt = grid.plane.give(job);
    let told = message(&grid.finished(attempt).await.outcome);
    assert!(told.contains("other inputs"), "{told}");
}
