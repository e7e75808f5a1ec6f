//! Moves: where one goes in the grid, and what is opened from there.

use rgrid_shared::{id::JobId, job::JobState};

use super::Batch;
use crate::{
    action::Action,
    screens::{Order, Page, World, artifacts::Artifacts, job::Job, logs::Logs},
};

impl Batch {
    pub(super) fn step(&mut self, action: Action) -> bool {
        if self.in_groups {
            let length = self.groups.as_ref().map_or(0, Vec::len);
            return crate::screens::parts::moved(&mut self.group, action, length);
        }
        let last = self.items.len().saturating_sub(1);
        let (wide, high) = (self.columns.max(1), self.rows.max(1));
        self.at = match action {
            Action::Left => self.at.saturating_sub(1),
            Action::Right => (self.at + 1).min(last),
            Action::Up => self.at.checked_sub(wide).unwrap_or(self.at),
            Action::Down if self.at + wide <= last => self.at + wide,
            Action::Down => self.at,
            Action::Top => 0,
            Action::Bottom => last,
            Action::HalfUp => self.at.saturating_sub(wide * (high / 2).max(1)),
            Action::HalfDown => (self.at + wide * (high / 2).max(1)).min(last),
            Action::PageUp => self.at.saturating_sub(wide * high),
            Action::PageDown => (self.at + wide * high).min(last),
            _ => return false,
        };
        true
    }

    pub(super) fn next_failed(&mut self, world: &World) -> Vec<Order> {
        let failed = |id: &JobId| {
            let row = world.store.job(*id);
            row.is_some_and(|row| matches!(row.state, JobState::Failed | JobState::TimedOut))
        };
        let after = self.items.iter().enumerate().skip(self.at + 1);
        let before = self.items.iter().enumerate().take(self.at + 1);
        let found = after.chain(before).find(|(_, id)| failed(id));
        let Some((at, _)) = found else {
            return vec![Order::Say("nothing of it has failed".to_owned())];
        };
        self.at = at;
        self.in_groups = false;
        Vec::new()
    }

    pub(super) fn look(&self, action: Action) -> Vec<Order> {
        let marked: Vec<JobId> = self
            .items
            .iter()
            .filter(|id| self.marks.contains(id))
            .copied()
            .collect();
        let ids = if marked.is_empty() {
            self.chosen().into_iter().collect()
        } else {
            marked
        };
        let Some(first) = ids.first().copied() else {
            return Vec::new();
        };
        let page: Box<dyn Page> = match action {
            Action::Open => Box::new(Job::of(first)),
            Action::Logs => Box::new(Logs::of(ids)),
            _ => Box::new(Artifacts::of(first)),
        };
        vec![Order::Show(page)]
    }

    pub(super) fn mark(&mut self, all: bool) {
        if all && self.marks.is_empty() {
            self.marks = self.items.iter().copied().collect();
        } else if all {
            self.marks.clear();
        } else if let Some(id) = self.chosen() {
            if !self.marks.remove(&id) {
                self.marks.insert(id);
            }
            self.step(Action::Right);
        }
    }
}
