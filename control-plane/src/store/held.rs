//! Names that somebody is changing. Others who want to change the same name wait; different names do not meet.

use std::collections::BTreeSet;
use std::sync::{Condvar, Mutex, PoisonError};

/// The names.
#[derive(Debug, Default)]
pub(super) struct HeldNames {
    names: Mutex<BTreeSet<String>>,
    released: Condvar,
}

/// A name is held until this is dropped.
#[derive(Debug)]
pub(super) struct Held<'a> {
    all: &'a HeldNames,
    name: String,
}

impl HeldNames {
    /// Waits until nobody holds the name, and holds it.
    pub(super) fn hold(&self, name: &str) -> Held<'_> {
        let mut names = self.names.lock().unwrap_or_else(PoisonError::into_inner);
        while names.contains(name) {
            names = self
                .released
                .wait(names)
                .unwrap_or_else(PoisonError::into_inner);
        }
        names.insert(name.to_owned());
        Held {
            all: self,
            name: name.to_owned(),
        }
    }
}

impl Drop for Held<'_> {
    fn drop(&mut self) {
        self.all
            .names
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(&self.name);
        self.all.released.notify_all();
    }
}
