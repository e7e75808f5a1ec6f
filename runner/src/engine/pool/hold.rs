//! Hold: the sandboxes that wait, those set aside for an attempt, and what is known of the demand.

use std::{
    collections::{HashMap, HashSet},
    time::Instant,
};

use rgrid_shared::id::{AttemptId, NodeId};

use super::{Key, demand::wanted, shelf::Shelf};
use crate::engine::{PoolState, SandboxSpec, waiting::Waiting};

/// All that the pool knows.
pub(super) struct Hold {
    /// What the names of images mean now.
    pub(super) digests: HashMap<String, String>,
    /// Taken for an attempt that does not run yet.
    pub(super) reserved: HashMap<AttemptId, Waiting>,
    /// Nothing is made for later any more.
    pub(super) closed: bool,
    /// When a job last asked.
    pub(super) asked: Option<Instant>,
    /// The attempts that asked and have not started.
    asking: HashSet<AttemptId>,
    most: usize,
    shelves: HashMap<Key, Shelf>,
    hits: u64,
    misses: u64,
}

/// What is to be done for later.
pub(super) struct Chores {
    /// These are dead, or too many.
    pub(super) gone: Vec<Waiting>,
    /// Of this kind one is missing.
    pub(super) missing: Option<(Key, NodeId)>,
}

impl Hold {
    /// Nothing yet.
    pub(super) fn new(most: usize) -> Self {
        Self {
            digests: HashMap::new(),
            reserved: HashMap::new(),
            closed: false,
            asked: None,
            asking: HashSet::new(),
            most,
            shelves: HashMap::new(),
            hits: 0,
            misses: 0,
        }
    }

    /// The sandbox for a job, if one waits.
    pub(super) fn take(&mut self, spec: &SandboxSpec, now: Instant) -> Option<Waiting> {
        let digest = self.digests.get(&spec.image)?.clone();
        self.ask(spec, digest, now).take()
    }

    /// Notes that a job asks, once for each.
    pub(super) fn ask(&mut self, spec: &SandboxSpec, digest: String, now: Instant) -> &mut Shelf {
        let kind = self.shelves.entry(Key::of(spec, digest));
        let kind = kind.or_insert_with(|| Shelf::new(spec, now));
        if self.asking.insert(spec.attempt) {
            self.asked = Some(now);
            kind.demand.asked(now, self.most);
        }
        kind
    }

    /// The attempt has its sandbox, or needs none any more; this one was set aside for it.
    pub(super) fn done(&mut self, attempt: AttemptId) -> Option<Waiting> {
        self.asking.remove(&attempt);
        self.reserved.remove(&attempt)
    }

    /// Puts a sandbox with its like; it comes back when nobody wants it any more.
    pub(super) fn put(&mut self, key: &Key, waiting: Waiting) -> Option<Waiting> {
        match self.shelves.get_mut(key).filter(|_| !self.closed) {
            Some(kind) => kind.put(waiting),
            None => return Some(waiting),
        }
        None
    }

    /// What is to be done now.
    pub(super) fn chores(&mut self, now: Instant) -> Chores {
        let mut gone = Vec::new();
        let levels: Vec<f64> = self
            .shelves
            .values()
            .map(|shelf| shelf.demand.level(now))
            .collect();
        let wanted = wanted(&levels, self.most);
        let mut missing = None;
        for ((key, shelf), wanted) in self.shelves.iter_mut().zip(&wanted) {
            gone.extend(shelf.clear_out(*wanted));
            if shelf.len() < *wanted && !self.closed {
                missing = Some((key.clone(), shelf.node));
            }
        }
        let mut wanted = wanted.into_iter();
        self.shelves
            .retain(|_, _| wanted.next().is_some_and(|wanted| wanted > 0));
        Chores { gone, missing }
    }

    /// Takes out all that waits; told to `forget`, also what jobs asked for.
    pub(super) fn empty(&mut self, forget: bool) -> Vec<Waiting> {
        let shelves = self.shelves.values_mut();
        let mut all: Vec<_> = shelves.flat_map(|shelf| shelf.clear_out(0)).collect();
        all.extend(self.reserved.drain().map(|(_, waiting)| waiting));
        if forget {
            self.shelves.clear();
            self.digests.clear();
        }
        all
    }

    /// A job found a sandbox ready, or did not.
    pub(super) fn count(&mut self, hit: bool) {
        let counter = if hit {
            &mut self.hits
        } else {
            &mut self.misses
        };
        *counter = counter.saturating_add(1);
    }

    /// What is shown of it; nothing where none may wait.
    pub(super) fn state(&self) -> Option<PoolState> {
        let mut warm: Vec<_> = self.shelves.values().filter_map(Shelf::warm).collect();
        warm.sort_by(|a, b| a.image.cmp(&b.image));
        (self.most > 0).then_some(PoolState {
            warm,
            hits: self.hits,
            misses: self.misses,
        })
    }
}
