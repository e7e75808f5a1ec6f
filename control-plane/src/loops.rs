//! Background work: one loop per file, each a `tick` that tests can call and a driver around it.

mod leader;
pub mod reap;

use crate::{app::AppState, wake};

/// Starts every loop; they end when the process is asked to.
pub fn start(state: &AppState) {
    let (db, stopping) = (state.db.clone(), state.stopping.clone());
    let listening = wake::listen(state.wake.clone(), db.clone(), stopping.clone());
    state.tasks.spawn(listening);
    let claims = state.common.claims.clone();
    state
        .tasks
        .spawn(claims.watch(state.wake.clone(), stopping.clone()));
    state.tasks.spawn(reap::run(db, stopping));
}
