//! Nodes that may not, cannot or will not go on.

use std::sync::Arc;

use rgrid_runner::{
    RunnerError,
    engine::{
        EngineError,
        docker::DockerEngine,
        scripted::{ScriptedEngine, Step},
    },
    run_with,
};
use rgrid_shared::job::Outcome;
use tokio_util::sync::CancellationToken;

use crate::support::{Grid, Plane, assignment, sh, until};

fn hanging() -> Arc<ScriptedEngine> {
    Arc::new(ScriptedEngine::new(|_| {
        Ok(vec![Step::IgnoreTerm, Step::Hang])
    }))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_drain_that_takes_too_long_drops_what_runs() {
    let engine = hanging();
    let grid = Grid::start_with(engine.clone(), |config| config.drain_timeout_s = Some(0)).await;
    let attempt = grid.plane.give(assignment(sh("")));
    until("it runs", || engine.live() == 1).await;
    let (plane, _state, left) = grid.leave().await;
    left.unwrap();
    assert!(plane.record(attempt).reports.is_empty() && engine.live() == 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_node_that_is_no_longer_known_drops_what_runs_and_says_why() {
    let engine = hanging();
    let grid = Grid::start(engine.clone()).await;
    grid.plane.give(assignment(sh("")));
    until("it runs", || engine.live() == 1).await;
    grid.plane.lock().unknown = true;
    grid.plane.hang_up();
    until("it is dropped", || engine.live() == 0).await;
    let (_plane, _state, left) = grid.leave().await;
    assert!(matches!(left, Err(RunnerError::UnknownNode)), "{left:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_used_enrol_token_is_refused_with_the_way_out() {
    let plane = Plane::start().await;
    plane.lock().unknown = true;
    let state = tempfile::tempdir().unwrap();
    let config = plane.config(state.path());
    let ended = run_with(config, hanging(), CancellationToken::new()).await;
    let message = ended.unwrap_err().to_string();
    assert!(
        message.contains("enrol token") && message.contains("make a new one"),
        "{message}"
    );
    let mut config = plane.config(state.path());
    config.enrol_token = None;
    let ended = run_with(config, hanging(), CancellationToken::new()).await;
    assert!(matches!(ended, Err(RunnerError::NotEnrolled)));
}

#[tokio::test(flavor = "multi_thread")]
async fn without_docker_the_runner_does_not_start_and_says_what_to_try() {
    let message = match DockerEngine::new(Some("unix:///no/such/docker.sock"), None) {
        Err(error) => RunnerError::from(error).to_string(),
        Ok(engine) => {
            let plane = Plane::start().await;
            let state = tempfile::tempdir().unwrap();
            let config = plane.config(state.path());
            let ended = run_with(config, Arc::new(engine), CancellationToken::new()).await;
            ended.unwrap_err().to_string()
        }
    };
    assert!(message.contains("docker info"), "{message}");
}

/// R-E5: an engine that restarts fails its attempts, not those after them.
#[tokio::test(flavor = "multi_thread")]
async fn an_engine_that_is_away_gets_no_work_until_it_is_back() {
    let away = EngineError::Unavailable("restarting".into());
    let fails = std::sync::atomic::AtomicBool::new(true);
    let script = move |_: &_| {
        let fails = fails.swap(false, std::sync::atomic::Ordering::SeqCst);
        if fails {
            Err(away.clone())
        } else {
            Ok(vec![Step::Exit(0)])
        }
    };
    let (grid, engine) = Grid::scripted(script).await;
    engine.set_away(false);
    let (finished, _) = grid.run(sh("")).await;
    assert!(
        matches!(finished.outcome, Outcome::Internal { .. }),
        "{finished:?}"
    );
    engine.set_away(true);
    let second = grid.plane.give(assignment(sh("")));
    assert!(
        engine.started().is_empty(),
        "nothing is started on an engine that is away"
    );
    engine.set_away(false);
    assert_eq!(
        grid.plane.finished(second).await.outcome,
        Outcome::Exited { code: 0 }
    );
}
