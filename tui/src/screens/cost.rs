//! Cost: what was spent, by day, month, script or batch; made of the jobs that are known here.

mod draw;
mod sums;

use ratatui::{buffer::Buffer, layout::Rect, text::Line};

use super::{Order, Page, World, jobs::Since, parts::moved};
use crate::{
    action::{Action, Context, Kind},
    widgets::list::Cursor,
};
pub use sums::By;
use sums::Sums;

/// What was spent.
pub struct Cost {
    by: By,
    since: Since,
    cursor: Cursor,
    sums: Sums,
    /// What `sums` were made of: the store and the minute.
    seen: Option<(u64, i64)>,
}

impl Default for Cost {
    fn default() -> Self {
        Self {
            by: By::Day,
            since: Since::Month,
            cursor: Cursor::default(),
            sums: Sums::default(),
            seen: None,
        }
    }
}

impl Cost {
    fn fresh(&mut self, world: &World) {
        let now = (world.store.version, world.now.timestamp() / 60);
        if self.seen != Some(now) {
            self.seen = Some(now);
            self.sums = Sums::of(self.by, self.since, world);
        }
    }
}

impl Page for Cost {
    fn kind(&self) -> Kind {
        Kind::Cost
    }

    fn head(&self, world: &World) -> Line<'static> {
        draw::head(self, world)
    }

    fn context(&self, _world: &World) -> Context {
        let since = match self.since.word() {
            "" => String::new(),
            word => format!(" --since {word}"),
        };
        Context {
            kind: Some(Kind::Cost),
            words: format!("{since} --by {}", self.by.name()),
            ..Context::default()
        }
    }

    fn act(&mut self, action: Action, world: &World) -> Vec<Order> {
        self.fresh(world);
        if moved(&mut self.cursor, action, self.sums.rows.len()) {
            return Vec::new();
        }
        match action {
            Action::By => self.by = self.by.next(),
            Action::Since => self.since = self.since.next(),
            _ => return Vec::new(),
        }
        self.seen = None;
        Vec::new()
    }

    fn draw(&mut self, area: Rect, buf: &mut Buffer, world: &World) {
        self.fresh(world);
        draw::all(self, area, buf, world);
    }
}
