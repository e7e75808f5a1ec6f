//! Turn: of the attempts here that need the same set, one is at it, and the others wait for what comes of it.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use rgrid_shared::digest::Digest;
use tokio::sync::OwnedMutexGuard;

/// Why a set could not be installed, for those who waited for it.
type Failure = Option<Arc<str>>;
type Set = Arc<tokio::sync::Mutex<Failure>>;

/// Who is at which set.
#[derive(Debug, Default)]
pub(crate) struct Turns(Arc<Mutex<HashMap<Digest, Set>>>);

/// One attempt's turn at a set; the next has it when this is dropped.
#[derive(Debug)]
pub(crate) struct Turn {
    key: Digest,
    sets: Arc<Mutex<HashMap<Digest, Set>>>,
    set: OwnedMutexGuard<Failure>,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Turns {
    /// Waits for a turn at the set; an error when it failed meanwhile for the one whose turn it was.
    pub(crate) async fn wait(&self, key: Digest) -> Result<Turn, Arc<str>> {
        let set = Arc::clone(lock(&self.0).entry(key).or_default());
        let set = set.lock_owned().await;
        if let Some(failure) = &*set {
            return Err(Arc::clone(failure));
        }
        Ok(Turn {
            key,
            sets: Arc::clone(&self.0),
            set,
        })
    }
}

impl Turn {
    /// It cannot be installed: those who wait hear that, and who comes later tries anew.
    pub(crate) fn fail(mut self, why: &str) {
        *self.set = Some(why.into());
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        let mut sets = lock(&self.sets);
        // Who waits has the set in hand, besides the table and the turn itself.
        let ours = sets
            .get(&self.key)
            .is_some_and(|set| Arc::strong_count(set) <= 2);
        if ours || self.set.is_some() {
            sets.remove(&self.key);
        }
    }
}
