//! Moves: folding, opening and marking.

use super::Jobs;
use crate::{
    effect::{Effect, Load},
    screens::{Order, World, batch::Batch, job::Job, logs::Logs},
    store::Which,
};

impl Jobs {
    pub(super) fn fold(&mut self, open: bool, world: &World) -> Vec<Order> {
        let batch = match self.chosen() {
            Some(Which::Batch(id)) => id,
            Some(Which::Job(id)) if open => return vec![Order::Show(Box::new(Logs::of(vec![id])))],
            Some(Which::Job(id)) => match world.store.job(id).and_then(|row| row.batch) {
                Some(batch) => batch,
                None => return Vec::new(),
            },
            None => return Vec::new(),
        };
        self.held = Some(Which::Batch(batch));
        if !open {
            self.open.remove(&batch);
        } else if !self.open.insert(batch) {
            self.cursor.by(1, self.lines.len());
            self.held = self.chosen();
            return Vec::new();
        }
        self.wish += 1;
        self.fresh(world);
        let have = world.store.items(batch).len();
        let total = world.store.batch(batch).map_or(0, |batch| batch.total);
        if open && u32::try_from(have).unwrap_or(u32::MAX) < total {
            return vec![Order::Effect(Effect::Load(Load::Items(batch)))];
        }
        Vec::new()
    }

    pub(super) fn open(&self) -> Vec<Order> {
        match self.chosen() {
            Some(Which::Batch(id)) => vec![Order::Show(Box::new(Batch::of(id)))],
            Some(Which::Job(id)) => vec![Order::Show(Box::new(Job::of(id)))],
            None => Vec::new(),
        }
    }

    pub(super) fn mark(&mut self) {
        if let Some(which) = self.chosen() {
            if !self.marks.remove(&which) {
                self.marks.insert(which);
            }
            self.cursor.by(1, self.lines.len());
        }
    }

    pub(super) fn mark_all(&mut self) {
        if self.marks.is_empty() {
            self.marks = self.lines.iter().copied().collect();
        } else {
            self.marks.clear();
        }
    }
}
