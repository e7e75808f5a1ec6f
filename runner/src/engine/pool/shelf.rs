//! Shelf: the sandboxes of one kind that wait, and how many jobs took such.

use std::{collections::VecDeque, time::Instant};

use rgrid_shared::id::NodeId;

use super::demand::Demand;
use crate::engine::{SandboxSpec, Warm, waiting::Waiting};

/// The sandboxes of one kind.
pub(super) struct Shelf {
    pub(super) node: NodeId,
    pub(super) demand: Demand,
    image: String,
    waiting: VecDeque<Waiting>,
}

impl Shelf {
    /// An empty one for sandboxes like that of this job.
    pub(super) fn new(spec: &SandboxSpec, now: Instant) -> Self {
        Self {
            node: spec.node,
            demand: Demand::new(now),
            image: spec.image.clone(),
            waiting: VecDeque::new(),
        }
    }

    /// The one that waits longest and lives.
    pub(super) fn take(&mut self) -> Option<Waiting> {
        let first = self.waiting.iter().position(Waiting::lives)?;
        self.waiting.remove(first)
    }

    /// Adds one.
    pub(super) fn put(&mut self, waiting: Waiting) {
        self.waiting.push_back(waiting);
    }

    /// How many wait.
    pub(super) fn len(&self) -> usize {
        self.waiting.len()
    }

    /// Takes out the dead, and more if more than `most` are left.
    pub(super) fn clear_out(&mut self, most: usize) -> VecDeque<Waiting> {
        let all = self.waiting.drain(..);
        let (alive, mut gone): (VecDeque<_>, VecDeque<_>) = all.partition(Waiting::lives);
        self.waiting = alive;
        while self.waiting.len() > most {
            gone.extend(self.waiting.pop_front());
        }
        gone
    }

    /// What is shown of it; nothing when nothing waits.
    pub(super) fn warm(&self) -> Option<Warm> {
        let count = u32::try_from(self.waiting.len()).unwrap_or(u32::MAX);
        let image = self.image.clone();
        (count > 0).then_some(Warm { image, count })
    }
}
