//! Pool: sandboxes that wait ready for jobs like those of late; each serves one and is never used again.
//!
//! Owns who gets which sandbox. Every job goes the same way: one that finds nothing ready has its
//! sandbox made at once. Does not know how sandboxes are made.

mod demand;
mod hold;
mod key;
mod quiet;
mod refill;
mod serve;
mod shelf;
#[cfg(test)]
mod tests;

use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, Once, PoisonError},
};

use tokio::sync::Notify;
use tokio_util::task::TaskTracker;

use super::{
    Engine as _, EngineError, SandboxSpec, Started, handed::hand_over, maker::Maker,
    waiting::Waiting,
};
use hold::Hold;
use key::Key;

/// An engine over a maker of sandboxes.
pub struct Pool {
    inner: Arc<Inner>,
    refilling: Once,
}

struct Inner {
    maker: Arc<dyn Maker>,
    home: PathBuf,
    hold: Mutex<Hold>,
    wake: Arc<Notify>,
    /// Whoever makes a sandbox for later, or removes all.
    making: tokio::sync::Mutex<()>,
    /// Those that go unused.
    going: TaskTracker,
}

impl Inner {
    fn hold(&self) -> MutexGuard<'_, Hold> {
        self.hold.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Pool {
    /// At most so many sandboxes wait, each with a folder in `home`, which lies on the disk of the attempts.
    #[must_use]
    pub fn new(maker: Arc<dyn Maker>, home: &Path, most: u32) -> Self {
        let most = usize::try_from(most).unwrap_or(usize::MAX);
        let inner = Inner {
            maker,
            home: home.to_owned(),
            hold: Mutex::new(Hold::new(most)),
            wake: Arc::default(),
            making: tokio::sync::Mutex::default(),
            going: TaskTracker::new(),
        };
        Self {
            inner: Arc::new(inner),
            refilling: Once::new(),
        }
    }

    /// The digest that the image's name has now, as far as it was looked up.
    async fn digest_of(&self, image: &str) -> Result<String, EngineError> {
        let known = || self.inner.hold().digests.get(image).cloned();
        if let Some(digest) = known() {
            return Ok(digest);
        }
        self.prepare(image).await?;
        known().ok_or_else(|| EngineError::Image(format!("the image {image} is gone")))
    }

    /// Starts in the sandbox that was set aside, when it still fits and hears.
    async fn start_warm(
        &self,
        spec: &SandboxSpec,
        digest: &str,
    ) -> Result<Option<Started>, EngineError> {
        let reserved = self.inner.hold().done(spec.attempt);
        let Some(waiting) = reserved else {
            return Ok(None);
        };
        if waiting.wish.digest != digest || !waiting.lives() {
            self.inner.going.spawn(waiting.go());
            return Ok(None);
        }
        if spec.network {
            self.inner.maker.wall_off().await?;
        }
        match hand_over(waiting, spec).await {
            Ok(started) => Ok(Some(started)),
            Err(waiting) => {
                self.inner.going.spawn(waiting.go());
                Ok(None)
            }
        }
    }

    /// Has a sandbox made and starts in it.
    async fn start_cold(&self, spec: SandboxSpec, digest: String) -> Result<Started, EngineError> {
        let wish = Key::of(&spec, digest).wish(spec.node);
        let (maker, home) = (&*self.inner.maker, &self.inner.home);
        let waiting = Waiting::make(maker, home, wish, Some(spec.work.clone())).await?;
        match hand_over(waiting, &spec).await {
            Ok(started) => Ok(started),
            Err(waiting) => {
                waiting.go().await;
                let words = "the sandbox could not be given its orders";
                Err(EngineError::Failed(words.into()))
            }
        }
    }

    /// Has the task look that makes what is missing; starts it first.
    fn wake(&self) {
        self.refilling.call_once(|| {
            let wake = Arc::clone(&self.inner.wake);
            tokio::spawn(refill::keep(Arc::downgrade(&self.inner), wake));
        });
        self.inner.wake.notify_one();
    }

    /// Lets every sandbox go that waits.
    async fn empty(&self, forget: bool) {
        let all = self.inner.hold().empty(forget);
        futures_util::future::join_all(all.into_iter().map(Waiting::go)).await;
        self.inner.going.close();
        self.inner.going.wait().await;
    }
}
