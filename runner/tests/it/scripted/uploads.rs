//! Outputs that do not go.

use bytes::Bytes;
use rgrid_runner::engine::scripted::Step;
use rgrid_shared::{job::Outcome, path::RelPath, wire::node::ToNode};

use crate::support::{Grid, assignment, sh, until};

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
    let told = finished.outcome.ending().message.unwrap();
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

/// A cancel in the middle of the uploads.
#[tokio::test(flavor = "multi_thread")]
async fn scenario_36_a_job_cancelled_while_it_uploads_brings_home_what_it_can() {
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

/// A fence in the middle of the uploads.
#[tokio::test(flavor = "multi_thread")]
async fn scenario_03_an_attempt_fenced_while_it_uploads_is_dropped() {
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
