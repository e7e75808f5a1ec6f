//! Refill: one task that makes what is missing, one at a time and in quiet moments, and lets go what is not wanted.

use std::{
    sync::{Arc, Weak},
    time::{Duration, Instant},
};

use rgrid_shared::id::NodeId;
use tokio::{
    sync::Notify,
    time::{sleep, timeout},
};

use super::{Inner, Key, quiet::quiet};
use crate::engine::{EngineError, waiting::Waiting};

/// How often it is looked whether one died or nobody wants it any more.
const LOOK_EVERY: Duration = Duration::from_secs(1);
/// How long nothing is made after one could not be.
const PAUSE: Duration = Duration::from_secs(5);

/// Works as long as there is a pool.
pub(super) async fn keep(pool: Weak<Inner>, wake: Arc<Notify>) {
    while let Some(inner) = pool.upgrade() {
        let chores = inner.hold().chores(Instant::now());
        for gone in chores.gone {
            gone.go().await;
        }
        let Some((key, node)) = chores.missing else {
            drop(inner);
            let _ = timeout(LOOK_EVERY, wake.notified()).await;
            continue;
        };
        quiet(&inner).await;
        if let Err(error) = make(&inner, &key, node).await {
            tracing::warn!(%error, "no sandbox could be made for later");
            drop(inner);
            sleep(PAUSE).await;
        }
    }
}

async fn make(inner: &Inner, key: &Key, node: NodeId) -> Result<(), EngineError> {
    let _alone = inner.making.lock().await;
    if inner.hold().closed {
        return Ok(());
    }
    let made = Waiting::make(&*inner.maker, &inner.home, key.wish(node), None).await?;
    let unwanted = inner.hold().put(key, made);
    if let Some(unwanted) = unwanted {
        unwanted.go().await;
    }
    Ok(())
}
