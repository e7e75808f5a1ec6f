//! Broken connections, lost answers, leaving.

use std::time::Duration;

use bytes::Bytes;
use rgrid_runner::engine::scripted::Step;
use rgrid_shared::{
    job::Outcome,
    wire::{logs::Stream, node::ToNode},
};

use crate::support::{Grid, assignment, inline, sh, until};

fn print(text: &'static str) -> Step {
    Step::Print(Stream::Stdout, Bytes::from_static(text.as_bytes()))
}

/// R-L10.
#[tokio::test(flavor = "multi_thread")]
async fn a_broken_connection_leaves_no_gap_and_no_repeat_in_the_log() {
    let script = |_: &_| {
        Ok(vec![
            print("one "),
            Step::AwaitTerm,
            print("two"),
            Step::Exit(7),
        ])
    };
    let (grid, _engine) = Grid::scripted(script).await;
    grid.plane.lock().deaf_to_logs = true;
    let attempt = grid.plane.give(assignment(sh("")));
    until("it is taken", || grid.folders() == 1).await;
    grid.plane.hang_up();
    until("it is back", || grid.plane.lock().hellos.len() == 2).await;
    assert_eq!(grid.plane.lock().hellos[1].held, [attempt]);
    grid.plane.lock().deaf_to_logs = false;
    grid.plane.hang_up();
    until("it is back again", || grid.plane.lock().hellos.len() == 3).await;
    until("the log is there", || grid.plane.record(attempt).pos == 4).await;
    grid.plane.say(ToNode::Cancel { attempt });
    let finished = grid.plane.finished(attempt).await;
    assert_eq!(finished.outcome, Outcome::Cancelled);
    assert_eq!(finished.log_bytes, 7);
    assert_eq!(grid.plane.record(attempt).stdout, b"one two");
}

/// R-E5: neither side may die at a bad moment and lose a result.
#[tokio::test(flavor = "multi_thread")]
async fn a_report_is_repeated_until_it_is_accepted() {
    let (grid, engine) = Grid::scripted(|_| Ok(vec![print("x"), Step::Exit(3)])).await;
    grid.plane.lock().silent = true;
    let attempt = grid.plane.give(assignment(sh("")));
    until("it reports", || {
        grid.plane.record(attempt).reports.len() == 1
    })
    .await;
    assert!(
        grid.folders() == 1,
        "the result is kept while nobody has it"
    );
    grid.plane.hang_up();
    until("it reports again", || {
        grid.plane.record(attempt).reports.len() == 2
    })
    .await;
    grid.plane.lock().silent = false;
    grid.plane.hang_up();
    let finished = grid.plane.finished(attempt).await;
    assert_eq!(finished.outcome, Outcome::Exited { code: 3 });
    until("nothing is left", || {
        grid.folders() == 0 && engine.live() == 0
    })
    .await;
}

/// R-E5: also on a connection that stands and only lost the answer.
#[tokio::test(flavor = "multi_thread")]
async fn a_report_without_an_answer_is_repeated_on_the_same_connection() {
    let (grid, _engine) = Grid::scripted(|_| Ok(vec![print("x"), Step::Exit(3)])).await;
    grid.plane.lock().silent = true;
    let attempt = grid.plane.give(assignment(sh("")));
    until("it reports", || {
        grid.plane.record(attempt).reports.len() == 1
    })
    .await;
    grid.plane.lock().silent = false;
    let finished = grid.finished(attempt).await;
    assert_eq!(finished.outcome, Outcome::Exited { code: 3 });
    assert_eq!(grid.plane.lock().hellos.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_drain_finishes_what_runs_and_takes_no_more() {
    let script = |_: &_| Ok(vec![Step::Sleep(Duration::from_millis(300)), Step::Exit(0)]);
    let (grid, engine) = Grid::scripted(script).await;
    let attempt = grid.plane.give(assignment(sh("")));
    until("it is taken", || grid.folders() == 1).await;
    let (plane, _state, left) = grid.leave().await;
    left.unwrap();
    assert!(plane.record(attempt).accepted);
    assert_eq!(plane.lock().drains, 1);
    assert_eq!(engine.started(), [attempt]);
}

#[tokio::test(flavor = "multi_thread")]
async fn standard_input_reaches_the_command_and_ends() {
    let (grid, _engine) = Grid::scripted(|_| Ok(vec![Step::Echo])).await;
    let mut job = assignment(sh(""));
    job.stdin = Some(inline(b"hello"));
    job.spec.stdin = Some(rgrid_shared::spec::BlobRef {
        digest: rgrid_shared::digest::Digest::of(b"hello"),
        size: 5,
    });
    let attempt = grid.plane.give(job);
    assert_eq!(
        grid.plane.finished(attempt).await.outcome,
        Outcome::Exited { code: 0 }
    );
    assert_eq!(grid.plane.record(attempt).stdout, b"hello");
}
