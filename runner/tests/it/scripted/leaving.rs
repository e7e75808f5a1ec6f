//! Nodes that may not, cannot or will not go on.

use std::sync::Arc;

use rgrid_runner::{
    RunnerError,
    engine::{
        EngineError, Pool,
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
            let pool = Pool::new(Arc::new(engine), state.path(), 1);
            let ended = run_with(config, Arc::new(pool), CancellationToken::new()).await;
            ended.unwrap_err().to_string()
        }
    };
    assert!(message.contains("docker info"), "{message}");
}

/// R-E5: an engine that restarts fails its attempts, not those after them.
#[tokio::test(flavor = "multi_thread")]
async fn an_engine_that_is_away_gets_no_work_until_it_is_back() {
    let (grid, engine) = Grid::scripted(|_| Ok(vec![Step::Exit(0)])).await;
    grid.plane.lock().lease_s = 3;
    let (first, _) = grid.run(sh("")).await;
    assert_eq!(first.outcome, Outcome::Exited { code: 0 });
    engine.set_away(true);
    let (away, _) = grid.run(sh("")).await;
    assert!(matches!(away.outcome, Outcome::Internal { .. }), "{away:?}");
    // The credit that was given before may be used up; more is not given.
    let given: Vec<_> = (0..4)
        .map(|_| grid.plane.give(assignment(sh(""))))
        .collect();
    let asked = engine.asked();
    until("it asks for it again and again", || {
        engine.asked() > asked + 3
    })
    .await;
    assert!(grid.plane.lock().waiting.len() >= 2);
    engine.set_away(false);
    let last = grid.plane.finished(given[3]).await;
    assert_eq!(last.outcome, Outcome::Exited { code: 0 });
}

/// R-E5: a node that fails whatever it gets must not take all there is.
#[tokio::test(flavor = "multi_thread")]
async fn an_engine_that_keeps_failing_gets_a_rest_before_more_work() {
    let starts = std::sync::atomic::AtomicUsize::new(0);
    let script = move |_: &_| {
        if starts.fetch_add(1, std::sync::atomic::Ordering::SeqCst) < 4 {
            return Err(EngineError::Failed("no luck".into()));
        }
        Ok(vec![Step::Exit(0)])
    };
    let (grid, _engine) = Grid::scripted(script).await;
    let began = std::time::Instant::now();
    let mut failed = 0;
    for _ in 0..6 {
        let (finished, _) = grid.run(sh("")).await;
        failed += usize::from(finished.outcome != Outcome::Exited { code: 0 });
    }
    assert_eq!(failed, 4);
    let rested = began.elapsed();
    assert!(rested.as_millis() > 1_500, "{rested:?}");
}

/// A job that asks for what this node lacks says nothing of the node's other jobs.
#[tokio::test(flavor = "multi_thread")]
async fn jobs_that_the_node_is_not_fit_for_do_not_make_it_rest() {
    let unfit = |_: &_| Err(EngineError::Unfit("no network here".into()));
    let (grid, _engine) = Grid::scripted(unfit).await;
    let began = std::time::Instant::now();
    for _ in 0..8 {
        let (finished, _) = grid.run(sh("")).await;
        let message = "no network here".into();
        assert_eq!(finished.outcome, Outcome::Internal { message });
    }
    assert!(began.elapsed().as_secs() < 15, "{:?}", began.elapsed());
}
