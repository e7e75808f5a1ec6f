//! What is shown of a batch, made anew when something changed.

use std::collections::HashSet;

use rgrid_shared::id::{BatchId, JobId};

use super::Batch;
use crate::{
    screens::{World, filter::Filter},
    store::Row,
    widgets::list::Cursor,
};

impl Batch {
    /// The screen of a batch.
    #[must_use]
    pub fn of(id: BatchId) -> Self {
        Self {
            id,
            at: 0,
            held: None,
            top: 0,
            columns: 1,
            rows: 1,
            filter: Filter::default(),
            marks: HashSet::new(),
            groups: None,
            grouped: 0,
            reading: false,
            group: Cursor::default(),
            in_groups: false,
            items: Vec::new(),
            seen: None,
        }
    }

    pub(super) fn fresh(&mut self, world: &World) {
        if self.seen == Some(world.store.version) {
            return;
        }
        self.seen = Some(world.store.version);
        let takes = |row: &&&Row| {
            let text = format!("{} {} {}", row.what(), row.end(), row.id);
            self.filter.is_off() || self.filter.takes(&text)
        };
        let items = world.store.items(self.id);
        self.items = items.iter().filter(takes).map(|row| row.id).collect();
        if let Some(place) = self
            .held
            .and_then(|held| self.items.iter().position(|id| *id == held))
        {
            self.at = place;
        }
        self.at = self.at.min(self.items.len().saturating_sub(1));
    }

    pub(super) fn chosen(&self) -> Option<JobId> {
        if self.in_groups {
            return super::groups::first(self);
        }
        self.items.get(self.at).copied()
    }
}
