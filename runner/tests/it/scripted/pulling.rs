//! Jobs that are stopped before there is anything to stop.

use rgrid_shared::{job::Outcome, wire::node::ToNode};

use crate::support::{Grid, assignment, sh, until};

/// An image that never comes does not keep a job that nobody wants; nothing was started, so nothing is charged.
#[tokio::test(flavor = "multi_thread")]
async fn scenario_36_a_job_cancelled_while_its_image_is_pulled_ends_without_a_start() {
    let (grid, engine) = Grid::scripted(|_| Ok(Vec::new())).await;
    let mut job = assignment(sh(""));
    job.image = "endless:1".into();
    let attempt = grid.plane.give(job);
    until("it is under way", || grid.folders() == 1).await;
    // What takes long is said.
    until("it says how far the image is", || {
        let said = grid.plane.record(attempt).stderr;
        String::from_utf8_lossy(&said).contains("rgrid: pulling image endless:1 63 %\n")
    })
    .await;
    grid.plane.say(ToNode::Cancel { attempt });
    let finished = grid.finished(attempt).await;
    assert_eq!(finished.outcome, Outcome::Cancelled);
    assert_eq!((engine.started(), finished.usage.duration_ms), (vec![], 0));
    let (next, _) = grid.run(sh("")).await;
    assert_eq!(
        next.outcome,
        Outcome::Exited { code: 0 },
        "the slot is free"
    );
}
