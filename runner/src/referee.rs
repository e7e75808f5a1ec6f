//! Referee: who leaves when the disk of the node is nearly full, one for all attempts of the node.
//!
//! Owns one decision at a time. It knows what was free when the disk was last well, and what each
//! command held then. Whose growth since makes at least half of the loss is over its disk; when
//! nobody's does, nobody knows who it was, and the youngest leaves by the node's fault, to be tried
//! elsewhere. Nobody else is looked at until the folder of the one that left is gone, or a while has
//! passed. An attempt has its place from before its inputs are fetched; no command starts while the
//! disk is nearly full, and inputs are no growth of it. Does not end anything itself: each attempt
//! waits for its verdict.

mod bench;
mod holder;
mod place;

use std::{
    io,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use crate::{blobs::Blobs, sets::Sets, state_dir::free_bytes};
use bench::Bench;
pub(crate) use bench::Verdict;
pub(crate) use holder::{Holder, MAX_ENTRIES, holds_more};
pub(crate) use place::Place;

/// The one that decides.
#[derive(Debug)]
pub(crate) struct Referee {
    /// What is given up before anybody leaves.
    blobs: Arc<Blobs>,
    /// Given up after the blobs.
    sets: Arc<Sets>,
    floor: u64,
    bench: Mutex<Bench>,
    looking: tokio::sync::Mutex<()>,
}

impl Referee {
    /// A referee for what lies on the disk of these blobs: well above `floor` free bytes, and nearly
    /// full below half of them.
    pub(crate) fn new(blobs: Arc<Blobs>, sets: Arc<Sets>, floor: u64) -> Self {
        Self {
            blobs,
            sets,
            floor,
            bench: Mutex::default(),
            looking: tokio::sync::Mutex::default(),
        }
    }

    fn bench(&self) -> MutexGuard<'_, Bench> {
        self.bench.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Looks at the disk, unless somebody does, and sends at most one attempt off.
    async fn look(&self) -> io::Result<()> {
        let Ok(_alone) = self.looking.try_lock() else {
            return Ok(());
        };
        let Some(suspects) = self.suspects(self.free()?) else {
            return Ok(());
        };
        let looked = tokio::task::spawn_blocking(move || {
            for holder in suspects {
                // Whose folder cannot be read ends by that.
                let _ = holder.look();
            }
        });
        looked.await.map_err(io::Error::other)?;
        let free = self.free()?;
        if self.is_nearly_full(free) {
            self.bench().send_off(free);
        }
        Ok(())
    }

    /// Who may be to blame for so little that is free; nobody, when the disk is not nearly full or
    /// somebody is just leaving.
    fn suspects(&self, free: u64) -> Option<Vec<Arc<Holder>>> {
        let mut bench = self.bench();
        if free >= self.floor {
            bench.free = free;
            for seat in &mut bench.seats {
                seat.before = seat.holder.taken();
            }
        }
        if !self.is_nearly_full(free) || bench.somebody_is_leaving() {
            return None;
        }
        let suspects = bench.staying().map(|seat| Arc::clone(&seat.holder));
        Some(suspects.collect())
    }

    /// What is free when all is given up that nobody needs.
    pub(crate) fn free(&self) -> io::Result<u64> {
        self.free_up(self.floor)
    }

    /// Whether the disk stays well with so many bytes more, when all is given up that nobody needs.
    pub(crate) fn has_room(&self, bytes: u64) -> io::Result<bool> {
        let wanted = self.floor.saturating_add(bytes);
        Ok(self.free_up(wanted)? >= wanted)
    }

    fn free_up(&self, wanted: u64) -> io::Result<u64> {
        let mut free = free_bytes(self.blobs.root())?;
        if free < wanted && self.blobs.let_go() > 0 {
            free = free_bytes(self.blobs.root())?;
        }
        if free < wanted && self.sets.kept.let_go() > 0 {
            free = free_bytes(self.blobs.root())?;
        }
        Ok(free)
    }

    fn is_nearly_full(&self, free: u64) -> bool {
        free < self.floor / 2
    }
}
