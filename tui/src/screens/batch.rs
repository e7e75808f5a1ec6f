//! Batch: all items as a grid of cells, the groups of what failed, how far it is and what it costs.

mod draw;
mod groups;

use std::collections::HashSet;

use ratatui::{buffer::Buffer, layout::Rect, text::Line};
use rgrid_shared::{
    failures::Group,
    id::{BatchId, JobId},
    job::JobState,
};

use super::{
    Order, Page, World, artifacts::Artifacts, deeds, filter::Filter, job::Job, logs::Logs,
};
use crate::{
    action::{Action, Context, Kind},
    effect::{Effect, Load},
    message::News,
    store::{Row, Which},
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
    group: Cursor,
    in_groups: bool,
    items: Vec<JobId>,
    seen: Option<u64>,
}

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
            group: Cursor::default(),
            in_groups: false,
            items: Vec::new(),
            seen: None,
        }
    }

    fn fresh(&mut self, world: &World) {
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

    fn chosen(&self) -> Option<JobId> {
        if self.in_groups {
            return groups::first(self);
        }
        self.items.get(self.at).copied()
    }

    fn step(&mut self, action: Action) -> bool {
        if self.in_groups {
            let length = self.groups.as_ref().map_or(0, Vec::len);
            return super::parts::moved(&mut self.group, action, length);
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

    fn next_failed(&mut self, world: &World) -> Vec<Order> {
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

    fn look(&self, action: Action) -> Vec<Order> {
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

    fn mark(&mut self, all: bool) {
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

    fn opened(&mut self, _world: &World) -> Vec<Order> {
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
        draw::click(self, column, row)
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
