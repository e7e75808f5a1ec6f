//! Which blobs are kept, how large they are, and which was not used for longest.

use std::{
    collections::HashMap,
    sync::{Arc, Weak},
};

use rgrid_shared::digest::Digest;
use tokio::sync::Mutex;

use crate::stamp::Stamp;

/// What is known of one.
#[derive(Debug)]
struct Kept {
    size: u64,
    used: u64,
    /// What its file looked like when its bytes were looked at; nothing when they were not in this life.
    seen: Option<Stamp>,
}

/// What is kept.
#[derive(Debug)]
pub(super) struct Shelf {
    most: u64,
    bytes: u64,
    /// Grows with each use.
    clock: u64,
    kept: HashMap<Digest, Kept>,
    turns: HashMap<Digest, Weak<Mutex<()>>>,
}

impl Shelf {
    /// An empty one for at most so many bytes.
    pub(super) fn new(most: u64) -> Self {
        Self {
            most,
            bytes: 0,
            clock: 0,
            kept: HashMap::new(),
            turns: HashMap::new(),
        }
    }

    /// Whether a blob of this size is worth keeping: one that drives out all others is not.
    pub(super) fn takes(&self, size: u64) -> bool {
        size <= self.most / 2
    }

    /// The right to fetch a blob, one at a time.
    pub(super) fn turn(&mut self, digest: Digest) -> Arc<Mutex<()>> {
        self.turns.retain(|_, turn| turn.strong_count() > 0);
        if let Some(turn) = self.turns.get(&digest).and_then(Weak::upgrade) {
            return turn;
        }
        let turn = Arc::default();
        self.turns.insert(digest, Arc::downgrade(&turn));
        turn
    }

    /// Whether it is here; if so, it was used now.
    pub(super) fn uses(&mut self, digest: Digest) -> bool {
        self.clock = self.clock.saturating_add(1);
        let kept = self.kept.get_mut(&digest);
        kept.is_some_and(|kept| {
            kept.used = self.clock;
            true
        })
    }

    /// What its file looked like when its bytes were looked at.
    pub(super) fn seen(&self, digest: Digest) -> Option<Stamp> {
        self.kept.get(&digest)?.seen
    }

    /// Its bytes were looked at, and are what they should be.
    pub(super) fn saw(&mut self, digest: Digest, stamp: Stamp) {
        if let Some(kept) = self.kept.get_mut(&digest) {
            kept.seen = Some(stamp);
        }
    }

    /// It is here now.
    pub(super) fn add(&mut self, digest: Digest, size: u64) {
        self.clock = self.clock.saturating_add(1);
        let new = Kept {
            size,
            used: self.clock,
            seen: None,
        };
        let before = self.kept.insert(digest, new);
        let before = before.map_or(0, |kept| kept.size);
        self.bytes = self.bytes.saturating_sub(before).saturating_add(size);
    }

    /// Takes those away that are too much.
    pub(super) fn excess(&mut self) -> Vec<Digest> {
        let mut gone = Vec::new();
        while self.bytes > self.most {
            let oldest = self.kept.iter().min_by_key(|(_, kept)| kept.used);
            let Some((&digest, &Kept { size, .. })) = oldest else {
                break;
            };
            self.kept.remove(&digest);
            self.bytes = self.bytes.saturating_sub(size);
            gone.push(digest);
        }
        gone
    }

    /// How many bytes are here.
    pub(super) fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Takes all away.
    pub(super) fn clear(&mut self) -> Vec<Digest> {
        self.bytes = 0;
        self.kept.drain().map(|(digest, _)| digest).collect()
    }
}
