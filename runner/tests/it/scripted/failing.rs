//! A node whose attempts fail by its own fault, again and again.

use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use rgrid_runner::engine::{
    EngineError,
    scripted::{ScriptedEngine, Step},
};
use rgrid_shared::job::Outcome;

use crate::support::{Grid, Plane, assignment, sh, until};

const JOBS: usize = 30;

/// R-E5: a node that is broken does not take the queue and fail all of it; once it is whole, it does.
#[tokio::test(flavor = "multi_thread")]
async fn a_node_that_keeps_failing_tries_less_and_less_until_it_works() {
    let (tries, broken) = (
        Arc::new(Mutex::new(Vec::new())),
        Arc::new(AtomicBool::new(true)),
    );
    let (notes, is_broken) = (tries.clone(), broken.clone());
    let engine = ScriptedEngine::new(move |_| {
        notes.lock().unwrap().push(Instant::now());
        if is_broken.load(Ordering::SeqCst) {
            return Err(EngineError::Failed("it is broken".into()));
        }
        Ok(vec![Step::Exit(3)])
    });
    let plane = Plane::start().await;
    plane.lock().lease_s = 3;
    let state = tempfile::tempdir().unwrap();
    let grid = Grid::start_in(plane, state, Arc::new(engine), |_| {});
    let attempts = [(); JOBS].map(|()| grid.plane.give(assignment(sh(""))));
    until("it says so", || grid.plane.lock().condition.failing).await;
    until("it tries on", || tries.lock().unwrap().len() >= 5).await;
    let tries = tries.lock().unwrap()[..5].to_vec();
    let took = tries[4].duration_since(tries[0]);
    // Two at once, and then one after each of the pauses of 1, 2 and 4 s, or half of them.
    assert!(took > Duration::from_millis(3_400), "{took:?}");
    assert!(grid.plane.lock().waiting.len() >= JOBS - 6);
    broken.store(false, Ordering::SeqCst);
    let ended = attempts.map(|attempt| grid.plane.finished(attempt));
    let ended = futures_util::future::join_all(ended).await;
    let own = |outcome: &Outcome| *outcome == Outcome::Exited { code: 3 };
    let well = ended.iter().filter(|end| own(&end.outcome)).count();
    assert!(well >= JOBS - 6, "{well} of {JOBS}");
    until("it says so", || !grid.plane.lock().condition.failing).await;
}
