//! A control plane that says the wrong thing: the runner comes back until it says the right one.

use axum::extract::ws::{CloseFrame, Message};
use rgrid_runner::engine::scripted::Step;
use rgrid_shared::{job::Outcome, wire::node::ToNode};
use tokio_util::sync::CancellationToken;

use crate::support::{Grid, Plane, assignment, sh, until};

fn close(reason: &'static str) -> Message {
    let reason = reason.into();
    Message::Close(Some(CloseFrame { code: 1013, reason }))
}

fn said(message: &ToNode) -> Message {
    Message::text(serde_json::to_string(message).unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_greeting_that_is_none_is_followed_by_another_try() {
    let plane = Plane::start().await;
    plane.lock().greetings.extend([
        Some(Message::text("no JSON")),
        Some(said(&ToNode::Drained)),
        Some(close("the database does not answer")),
        Some(Message::binary("?")),
        None,
    ]);
    let state = tempfile::tempdir().unwrap();
    let engine = rgrid_runner::engine::scripted::ScriptedEngine::new(|_| Ok(Vec::new()));
    let grid = Grid::start_in(plane, state, std::sync::Arc::new(engine), |_| {});
    let (finished, _) = grid.run(sh("")).await;
    assert_eq!(finished.outcome, Outcome::Exited { code: 0 });
    assert!(grid.plane.lock().greetings.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn nonsense_in_the_middle_ends_the_connection_and_not_the_job() {
    let (grid, engine) = Grid::scripted(|_| Ok(vec![Step::AwaitTerm, Step::Exit(9)])).await;
    let attempt = grid.plane.give(assignment(sh("")));
    until("it runs", || engine.live() == 1).await;
    grid.plane.send(Message::binary("of no meaning"));
    let endings = [
        Message::text("{"),
        close("restarting"),
        Message::Close(None),
    ];
    for (count, ending) in endings.into_iter().enumerate() {
        grid.plane.send(ending);
        let back = || grid.plane.lock().hellos.len() == count + 2;
        until("it is back", back).await;
    }
    assert_eq!(grid.plane.lock().hellos[3].held, [attempt]);
    grid.plane.say(ToNode::Cancel { attempt });
    assert_eq!(grid.finished(attempt).await.outcome, Outcome::Cancelled);
    assert_eq!(engine.started(), [attempt]);
}

/// R-C4: an assignment that comes twice is one attempt.
#[tokio::test(flavor = "multi_thread")]
async fn an_attempt_given_twice_is_started_once() {
    let (grid, engine) = Grid::scripted(|_| Ok(vec![Step::AwaitTerm, Step::Exit(0)])).await;
    let job = assignment(sh(""));
    let attempt = grid.plane.give(job.clone());
    until("it runs", || engine.live() == 1).await;
    grid.plane.give(job);
    let given = || grid.plane.lock().waiting.is_empty();
    until("it was given again", given).await;
    grid.plane.say(ToNode::Cancel { attempt });
    let next = grid.finished(attempt).await;
    assert_eq!(next.outcome, Outcome::Cancelled);
    assert_eq!(engine.started(), [attempt]);
}

/// Scenario 25: whoever asks to leave and loses the connection was promised nothing more.
#[tokio::test(flavor = "multi_thread")]
async fn a_drain_that_is_never_answered_ends_with_its_connection() {
    let (grid, _engine) = Grid::scripted(|_| Ok(Vec::new())).await;
    grid.run(sh("")).await;
    grid.plane.lock().deaf_to_drains = true;
    grid.shutdown.cancel();
    until("it asked", || grid.plane.lock().drains == 1).await;
    grid.plane.close();
    let (_plane, _state, left) = grid.leave().await;
    left.unwrap();
}

/// Without a connection nothing was promised.
#[tokio::test(flavor = "multi_thread")]
async fn a_runner_without_a_connection_leaves_at_once() {
    let (grid, _engine) = Grid::scripted(|_| Ok(Vec::new())).await;
    until("it is connected", || grid.plane.lock().hellos.len() == 1).await;
    grid.plane.close();
    let closed = || grid.plane.orders.receiver_count() == 0;
    until("the connection is gone", closed).await;
    let (plane, _state, left) = grid.leave().await;
    left.unwrap();
    assert!(plane.lock().drains <= 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_runner_that_cannot_enrol_yet_tries_on_and_leaves_when_told() {
    let plane = Plane::start().await;
    plane.lock().closed = true;
    let state = tempfile::tempdir().unwrap();
    let engine = std::sync::Arc::new(rgrid_runner::engine::scripted::ScriptedEngine::new(|_| {
        Ok(Vec::new())
    }));
    let grid = Grid::start_in(plane, state, engine.clone(), |_| {});
    until("it tried twice", || grid.plane.lock().enrolments >= 2).await;
    let (plane, state, left) = grid.leave().await;
    left.unwrap();
    let shutdown = CancellationToken::new();
    let mut config = plane.config(state.path());
    config.node_token = Some(rgrid_shared::spec::Secret::new("kept elsewhere"));
    let runner = tokio::spawn(rgrid_runner::run_with(config, engine, shutdown.clone()));
    until("it knocks without enrolling", || {
        state.path().join("lock").exists()
    })
    .await;
    shutdown.cancel();
    runner.await.unwrap().unwrap();
    assert!(!state.path().join("node.json").exists());
}
