//! Attempts that are ended from outside.

use std::time::Duration;

use rgrid_runner::engine::{EngineError, scripted::Step};
use rgrid_shared::{
    job::Outcome,
    path::RelPath,
    wire::{logs::Stream, node::ToNode},
};

use crate::support::{Grid, assignment, sh, until};

const DISK_BYTES: usize = 1 << 20;

#[tokio::test(flavor = "multi_thread")]
async fn a_fenced_attempt_is_killed_and_never_reported() {
    let (grid, engine) = Grid::scripted(|_| Ok(vec![Step::IgnoreTerm, Step::Hang])).await;
    let attempt = grid.plane.give(assignment(sh("")));
    until("it runs", || engine.live() == 1).await;
    grid.plane.say(ToNode::Fenced { attempt });
    until("it is gone", || engine.live() == 0 && grid.folders() == 0).await;
    assert!(grid.plane.record(attempt).reports.is_empty());
}

/// R-E3.
#[tokio::test(flavor = "multi_thread")]
async fn a_job_past_its_timeout_is_ended_and_told_apart() {
    let out = RelPath::new("late").unwrap();
    let write = Step::Write(out, bytes::Bytes::from_static(b"x"));
    let script = move |_: &_| Ok(vec![Step::AwaitTerm, write.clone(), Step::Exit(0)]);
    let (grid, _engine) = Grid::scripted(script).await;
    let mut spec = sh("");
    spec.timeout_s = 1;
    let (finished, _) = grid.run(spec).await;
    assert_eq!(finished.outcome, Outcome::TimedOut);
    assert_eq!(
        finished.artifacts[0].path.as_str(),
        "late",
        "what it did in its grace counts"
    );
}

/// R-E3: the time between TERM and KILL is for an orderly end, and not for filling the disk.
#[tokio::test(flavor = "multi_thread")]
async fn a_job_that_fills_its_disk_in_its_grace_loses_the_rest_of_it() {
    let much = Step::Write(
        RelPath::new("much").unwrap(),
        vec![b'x'; 2 * DISK_BYTES].into(),
    );
    let late = Step::Print(Stream::Stdout, "late".into());
    let nearly_all_of_it = Step::Sleep(Duration::from_secs(9));
    let (grid, engine) = Grid::scripted(move |_| {
        let (much, rest) = (much.clone(), nearly_all_of_it.clone());
        Ok(vec![Step::AwaitTerm, much, rest, late.clone()])
    })
    .await;
    let mut spec = sh("");
    spec.resources.disk_bytes = DISK_BYTES as u64;
    let attempt = grid.plane.give(assignment(spec));
    until("it runs", || engine.live() == 1).await;
    grid.plane.say(ToNode::Cancel { attempt });
    assert_eq!(grid.finished(attempt).await.outcome, Outcome::DiskQuota);
    assert_eq!(grid.plane.record(attempt).stdout, b"", "it was killed");
}

/// R-E5.
#[tokio::test(flavor = "multi_thread")]
async fn an_engine_that_fails_is_told_as_the_platforms_fault() {
    let script = |_: &_| Err(EngineError::Failed("out of luck".into()));
    let (grid, _engine) = Grid::scripted(script).await;
    let (finished, _) = grid.run(sh("")).await;
    assert_eq!(
        finished.outcome,
        Outcome::Internal {
            message: "out of luck".into()
        }
    );
    let gone = |_: &_| {
        Ok(vec![Step::Fail(EngineError::Unavailable(
            "it restarts".into(),
        ))])
    };
    let (grid, _engine) = Grid::scripted(gone).await;
    for _ in 0..3 {
        let (finished, _) = grid.run(sh("")).await;
        assert!(
            matches!(finished.outcome, Outcome::Internal { .. }),
            "and the runner goes on"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_image_that_cannot_be_had_is_its_own_failure() {
    let (grid, _engine) = Grid::scripted(|_| Ok(Vec::new())).await;
    let mut job = assignment(sh(""));
    job.image = "missing:1".into();
    let attempt = grid.plane.give(job);
    let outcome = grid.plane.finished(attempt).await.outcome;
    assert_eq!(
        outcome,
        Outcome::Image {
            message: "no such image: missing:1".into()
        }
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_attempt_whose_lease_cannot_be_renewed_is_dropped() {
    let (grid, engine) = Grid::scripted(|_| Ok(vec![Step::Hang])).await;
    grid.plane.lock().lease_s = 3;
    until("it is connected", || grid.plane.lock().hellos.len() == 1).await;
    grid.plane.hang_up();
    until("it is back", || grid.plane.lock().hellos.len() == 2).await;
    let attempt = grid.plane.give(assignment(sh("")));
    until("it runs", || engine.live() == 1).await;
    until("it is renewed", || {
        grid.plane.lock().renewals.contains(&attempt)
    })
    .await;
    grid.plane.close();
    until("it is dropped", || {
        engine.live() == 0 && grid.folders() == 0
    })
    .await;
}

/// R-E5: a command whose output is lost must not go on as if it were kept.
#[tokio::test(flavor = "multi_thread")]
async fn a_job_whose_output_or_folder_is_lost_ends_as_the_platforms_fault() {
    let (grid, _engine) = Grid::scripted(|_| Ok(vec![Step::BreakOutput, Step::Hang])).await;
    let (finished, _) = grid.run(sh("")).await;
    let Outcome::Internal { message } = finished.outcome else {
        panic!("{:?}", finished.outcome)
    };
    assert!(message.contains("the stream broke"), "{message}");
    let (grid, engine) = Grid::scripted(|_| Ok(vec![Step::Hang])).await;
    let attempt = grid.plane.give(assignment(sh("")));
    until("it runs", || engine.live() == 1).await;
    let folder = grid.state.path().join("attempts").join(attempt.to_string());
    std::fs::remove_dir(folder.join("work")).unwrap();
    let Outcome::Internal { message } = grid.finished(attempt).await.outcome else {
        panic!("its folder is gone")
    };
    assert!(message.contains("failed"), "{message}");
}
