//! Jobs: everything of the account, newest first; batches fold.

mod draw;
mod lines;
mod moves;
mod view;

use std::collections::HashSet;

use ratatui::{buffer::Buffer, layout::Rect, text::Line};
use rgrid_shared::id::BatchId;

use super::{Order, Page, World, deeds, filter::Filter, parts::moved};
use crate::{
    action::{Action, Context, Kind},
    store::Which,
    widgets::list::Cursor,
};
pub use view::{Since, Sort, States};

/// All jobs and batches.
#[derive(Default)]
pub struct Jobs {
    cursor: Cursor,
    /// What is under the cursor, which stays there when lines move.
    held: Option<Which>,
    open: HashSet<BatchId>,
    marks: HashSet<Which>,
    filter: Filter,
    states: States,
    since: Since,
    sort: Sort,
    lines: Vec<Which>,
    /// What `lines` were made of.
    seen: Option<(u64, u64)>,
    /// Counts up with every change of what is wanted.
    wish: u64,
}

impl Jobs {
    fn chosen(&self) -> Option<Which> {
        self.lines.get(self.cursor.at).copied()
    }

    /// Makes the lines anew when something changed, and finds the one under the cursor again.
    fn fresh(&mut self, world: &World) {
        let now = (world.store.version, self.wish);
        if self.seen == Some(now) && self.since == Since::Ever {
            return;
        }
        self.seen = Some(now);
        self.lines = lines::of(self, world);
        let lines = &self.lines;
        self.marks.retain(|which| match which {
            Which::Job(id) => world.store.job(*id).is_some(),
            Which::Batch(_) => true,
        });
        // At the very top new lines push the cursor nowhere: there one watches what comes.
        if self.cursor.at == 0 && self.cursor.top == 0 {
            return;
        }
        let place = self
            .held
            .and_then(|held| lines.iter().position(|line| *line == held));
        if let Some(place) = place {
            let shift = place.saturating_sub(self.cursor.at);
            self.cursor.top += shift;
            self.cursor.at = place;
        }
    }

    fn wish(&mut self, world: &World) {
        self.wish += 1;
        self.fresh(world);
        self.held = self.chosen();
    }
}

impl Page for Jobs {
    fn kind(&self) -> Kind {
        Kind::Jobs
    }

    fn head(&self, world: &World) -> Line<'static> {
        draw::head::line(self, world)
    }

    fn context(&self, _world: &World) -> Context {
        view::context(self)
    }

    fn act(&mut self, action: Action, world: &World) -> Vec<Order> {
        self.fresh(world);
        if moved(&mut self.cursor, action, self.lines.len()) {
            self.held = self.chosen();
            return Vec::new();
        }
        match action {
            Action::Open => return self.open(),
            Action::Right => return self.fold(true, world),
            Action::Left => return self.fold(false, world),
            Action::Cancel | Action::Retry | Action::DownloadAll => {
                return deeds::of(action, &self.context(world), world);
            }
            Action::Logs | Action::Artifacts => return lines::look(self, action, world),
            Action::Filter => return vec![Order::Type(self.filter.prompt())],
            Action::Mark => self.mark(),
            Action::MarkAll => self.mark_all(),
            Action::States => self.states = self.states.next(),
            Action::Since => self.since = self.since.next(),
            Action::Sort => self.sort = self.sort.next(),
            Action::FoldAll => lines::fold_all(self, world),
            _ => return Vec::new(),
        }
        self.wish(world);
        Vec::new()
    }

    fn typed(&mut self, text: &str, world: &World) -> Vec<Order> {
        self.filter.set(text);
        self.wish(world);
        Vec::new()
    }

    fn back(&mut self) -> bool {
        view::back(self)
    }

    fn click(&mut self, _column: u16, row: u16, _world: &World) -> bool {
        let Some(row) = row.checked_sub(1) else {
            return false;
        };
        let line = self.cursor.line_at(row);
        let again = line == self.cursor.at && line < self.lines.len();
        self.cursor.at = line.min(self.lines.len().saturating_sub(1));
        self.held = self.chosen();
        again
    }

    fn draw(&mut self, area: Rect, buf: &mut Buffer, world: &World) {
        self.fresh(world);
        draw::table(self, area, buf, world);
    }
}
