//! Inputs that do not come, outputs that do not go.

use bytes::Bytes;
use rgrid_runner::engine::scripted::Step;
use rgrid_shared::{
    digest::Digest,
    job::Outcome,
    path::RelPath,
    spec::{BlobRef, Input},
    wire::{
        blobs::SignedUrl,
        node::{Assignment, Source, ToNode},
    },
};

use crate::support::{Grid, Plane, assignment, sh, until};

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

/// A script that leaves a small file and one too large to ride along.
async fn leaving_two() -> Grid {
    let write = |name: &str, size| {
        let path = RelPath::new(name).unwrap();
        Step::Write(path, Bytes::from(vec![b'x'; size]))
    };
    let script = move |_: &_| Ok(vec![write("large", 100 << 10), write("small", 1)]);
    Grid::scripted(script).await.0
}

/// R-E5: what rides along is kept all the same.
#[tokio::test(flavor = "multi_thread")]
async fn outputs_that_cannot_be_stored_are_told_as_the_platforms_fault() {
    let grid = leaving_two().await;
    grid.plane.lock().failing_puts = usize::MAX;
    let attempt = grid.plane.give(assignment(sh("")));
    let finished = grid.finished(attempt).await;
    let names: Vec<_> = finished.artifacts.iter().map(|a| a.path.as_str()).collect();
    assert_eq!(names, ["small"]);
    let told = message(&finished.outcome);
    assert!(told.contains("uploaded") && told.contains("503"), "{told}");
}

#[tokio::test(flavor = "multi_thread")]
async fn blobs_that_the_store_lost_are_uploaded_again() {
    let grid = leaving_two().await;
    grid.plane.lock().forgetful = true;
    let attempt = grid.plane.give(assignment(sh("")));
    let finished = grid.finished(attempt).await;
    assert_eq!(finished.outcome, Outcome::Exited { code: 0 });
    let reports = grid.plane.record(attempt).reports.len();
    assert_eq!((reports, grid.plane.lock().puts), (2, 3));
}

/// Scenario 36: a cancel in the middle of the uploads.
#[tokio::test(flavor = "multi_thread")]
async fn a_job_cancelled_while_it_uploads_brings_home_what_it_can() {
    let grid = leaving_two().await;
    grid.plane.lock().stuck_puts = true;
    let attempt = grid.plane.give(assignment(sh("")));
    until("it uploads", || grid.plane.lock().puts == 1).await;
    grid.plane.lock().stuck_puts = false;
    grid.plane.say(ToNode::Cancel { attempt });
    let finished = grid.finished(attempt).await;
    assert_eq!(finished.outcome, Outcome::Cancelled);
    assert_eq!(finished.artifacts.len(), 2);
}

/// Scenario 3: a fence in the middle of the uploads.
#[tokio::test(flavor = "multi_thread")]
async fn an_attempt_fenced_while_it_uploads_is_dropped() {
    let grid = leaving_two().await;
    grid.plane.lock().stuck_puts = true;
    let attempt = grid.plane.give(assignment(sh("")));
    until("it uploads", || grid.plane.lock().puts == 1).await;
    grid.plane.say(ToNode::Fenced { attempt });
    until("it is gone", || grid.folders() == 0).await;
    assert!(grid.plane.record(attempt).reports.is_empty());
}

/// The connection stands, and nobody answers on it.
#[tokio::test(flavor = "multi_thread")]
async fn a_question_for_upload_urls_that_gets_no_answer_is_asked_again() {
    let grid = leaving_two().await;
    grid.plane.lock().deaf_to_uploads = 1;
    let attempt = grid.plane.give(assignment(sh("")));
    let finished = grid.finished(attempt).await;
    assert_eq!(finished.outcome, Outcome::Exited { code: 0 });
}
