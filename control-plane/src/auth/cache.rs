//! The keys that were verified lately, in memory, by the SHA-256 of their text.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

use rgrid_shared::digest::Digest;

use super::Caller;

/// How long a verified key is believed without asking whether it was revoked.
const BELIEVED: Duration = Duration::from_millis(500);
/// How many keys are remembered; beyond it all are forgotten, and the busy ones come back at once.
const MOST: usize = 10_000;

/// What is known of a key.
pub(super) enum Known {
    /// It was checked a moment ago.
    Fresh(Caller),
    /// Its secret was right; whether it was revoked since must be asked.
    Stale(Caller),
}

// A std mutex: it is never held across an await, and only for one look-up.
#[derive(Default)]
pub(super) struct Cache(Mutex<HashMap<Digest, (Caller, Instant)>>);

impl Cache {
    pub(super) fn find(&self, name: &Digest) -> Option<Known> {
        let keys = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (caller, checked) = keys.get(name)?;
        Some(if checked.elapsed() < BELIEVED {
            Known::Fresh(*caller)
        } else {
            Known::Stale(*caller)
        })
    }

    /// Remembers a key as its row was at `asked`.
    pub(super) fn remember(&self, name: Digest, caller: Caller, asked: Instant) {
        let mut keys = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if keys.len() >= MOST {
            keys.clear();
        }
        keys.insert(name, (caller, asked));
    }

    pub(super) fn forget(&self, name: &Digest) {
        let mut keys = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        keys.remove(name);
    }
}
