//! Batch: all items as a grid of cells, the groups of what failed, how far it is and what it costs.

mod draw;
mod fresh;
mod groups;
mod moves;

use std::collections::HashSet;

use ratatui::{buffer::Buffer, layout::Rect, text::Line};
use rgrid_shared::{
    failures::Group,
    id::{BatchId, JobId},
};

use super::{Order, Page, World, deeds, filter::Filter};
use crate::{
    action::{Action, Context, Kind},
    effect::{Effect, Load},
    message::News,
    store::Which,
    widgets::list::Cursor,
};

/// One batch.
pub struct Batch {
    id: BatchId,
    at: usize,
    held: Option<JobId>,
    top: usize,
    columns: usize,
    rows: usize,
    filter: Filter,
    marks: HashSet<JobId>,
    groups: Option<Vec<Group>>,
    /// How many had failed when the groups were made.
    grouped: u32,
    /// Whether they are being made.
    reading: bool,
    group: Cursor,
    in_groups: bool,
    items: Vec<JobId>,
    seen: Option<u64>,
}

impl Page for Batch {
    fn kind(&self) -> Kind {
        Kind::Batch
    }

    fn head(&self, world: &World) -> Line<'static> {
        draw::head(self, world)
    }

    fn context(&self, _world: &World) -> Context {
        groups::context(self)
    }

    fn opened(&mut self, world: &World) -> Vec<Order> {
        self.reading = true;
        self.grouped = groups::failed(self, world);
        let loads = [
            Load::Batch(self.id),
            Load::Items(self.id),
            Load::Failures(self.id),
        ];
        loads.map(|load| Order::Effect(Effect::Load(load))).into()
    }

    fn act(&mut self, action: Action, world: &World) -> Vec<Order> {
        self.fresh(world);
        if self.step(action) {
            self.held = self.items.get(self.at).copied();
            return Vec::new();
        }
        match action {
            Action::Open | Action::Logs | Action::Artifacts => return self.look(action),
            Action::Filter => return vec![Order::Type(self.filter.prompt())],
            Action::NextFailed => {
                let orders = self.next_failed(world);
                self.held = self.items.get(self.at).copied();
                return orders;
            }
            Action::Panel => self.in_groups = !self.in_groups && groups::any(self),
            Action::Mark => self.mark(false),
            Action::MarkAll => self.mark(true),
            Action::Cancel | Action::DownloadAll => {
                return deeds::of(action, &self.context(world), world);
            }
            Action::Retry => return deeds::of(action, &groups::whole(self), world),
            Action::RetryGroup => return groups::retry(self, world),
            _ => {}
        }
        Vec::new()
    }

    fn news(&mut self, news: &mut News, world: &World) -> Vec<Order> {
        groups::news(self, news, world)
    }

    fn typed(&mut self, text: &str, world: &World) -> Vec<Order> {
        self.filter.set(text);
        self.seen = None;
        self.fresh(world);
        Vec::new()
    }

    fn back(&mut self) -> bool {
        self.seen = None;
        if self.in_groups {
            self.in_groups = false;
        } else if !self.marks.is_empty() {
            self.marks.clear();
        } else if self.filter.text.is_empty() {
            return false;
        } else {
            self.filter.set("");
        }
        true
    }

    fn click(&mut self, column: u16, row: u16, _world: &World) -> bool {
        draw::grid::click(self, column, row)
    }

    fn draw(&mut self, area: Rect, buf: &mut Buffer, world: &World) {
        self.fresh(world);
        draw::all(self, area, buf, world);
    }
}

/// What is meant by a batch as a whole.
pub(super) fn target(id: BatchId) -> Vec<Which> {
    vec![Which::Batch(id)]
}
