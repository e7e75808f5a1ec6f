//! The thread that ends what could not be renewed.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use super::Leases;
use crate::error::RunnerError;

/// How often it looks.
const LOOK_EVERY: Duration = Duration::from_millis(250);

/// Starts the thread that ends attempts whose leases run out; it ends with the leases.
pub(crate) fn keep(leases: &Arc<Leases>) -> Result<(), RunnerError> {
    let leases = Arc::downgrade(leases);
    let watch = move || {
        while let Some(leases) = leases.upgrade() {
            leases.expire(Instant::now());
            drop(leases);
            std::thread::sleep(LOOK_EVERY);
        }
    };
    let thread = std::thread::Builder::new().name("rgrid-lease".into());
    thread.spawn(watch).map_err(RunnerError::Thread)?;
    Ok(())
}
