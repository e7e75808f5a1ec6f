//! Leases do not depend on the tasks that run jobs.

use std::sync::{Arc, Mutex, mpsc};

use rgrid_runner::{
    engine::scripted::{ScriptedEngine, Step},
    run_with,
};
use rgrid_shared::job::Outcome;
use tokio_util::sync::CancellationToken;

use crate::support::{Plane, assignment, sh, until};

/// R-C4: the runtime of the tasks stands still for two leases, as on a machine without processor
/// time or with a disk that hangs.
#[tokio::test(flavor = "multi_thread")]
async fn a_runner_whose_tasks_are_stalled_renews_all_the_same() {
    let plane = Plane::start().await;
    plane.lock().lease_s = 3;
    let state = tempfile::tempdir().unwrap();
    let config = plane.config(state.path());
    let (release, stall) = mpsc::channel::<()>();
    let stall = Mutex::new(stall);
    let engine = Arc::new(ScriptedEngine::new(move |_| {
        let _ = stall.lock().unwrap().recv();
        Ok(vec![Step::Exit(0)])
    }));
    let shutdown = CancellationToken::new();
    let stopping = shutdown.clone();
    let runner = std::thread::spawn(move || {
        let mut runtime = tokio::runtime::Builder::new_current_thread();
        let runtime = runtime.enable_all().build().unwrap();
        runtime.block_on(run_with(config, engine, stopping))
    });
    let attempt = plane.give(assignment(sh("")));
    until("it renewed for two leases", || {
        let renewed = plane.lock().renewals.clone();
        renewed
            .iter()
            .filter(|renewed| **renewed == attempt)
            .count()
            >= 6
    })
    .await;
    release.send(()).unwrap();
    let finished = plane.finished(attempt).await;
    assert_eq!(finished.outcome, Outcome::Exited { code: 0 });
    shutdown.cancel();
    let left = tokio::task::spawn_blocking(move || runner.join().unwrap());
    left.await.unwrap().unwrap();
}
