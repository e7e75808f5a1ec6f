//! Logs: what jobs print, one below the other; followed at the end, searched from the beginning.

pub mod buffer;
mod draw;
mod pane;
mod search;
mod which;

use ratatui::{buffer::Buffer as Cells, layout::Rect, text::Line};

use super::{Order, Page, World, artifacts::Artifacts, deeds};
use crate::{
    action::{Action, Context, Kind},
    effect::{Effect, Load},
    message::News,
    store::Which,
};
use pane::Pane;

/// So many logs are shown together.
const TOGETHER: usize = 4;

/// The logs of one job or of a few.
pub struct Logs {
    panes: Vec<Pane>,
    focus: usize,
    left_out: usize,
    /// Whether long lines are wrapped.
    wrap: bool,
    /// How many cells of lines that are not wrapped lie to the left.
    aside: usize,
}

impl Page for Logs {
    fn kind(&self) -> Kind {
        Kind::Logs
    }

    fn head(&self, world: &World) -> Line<'static> {
        draw::head(self, world)
    }

    fn context(&self, _world: &World) -> Context {
        Context {
            kind: Some(Kind::Logs),
            targets: self.id().map(Which::Job).into_iter().collect(),
            ..Context::default()
        }
    }

    fn opened(&mut self, _world: &World) -> Vec<Order> {
        let panes = self.panes.iter_mut();
        panes
            .map(|pane| {
                pane.loading = true;
                Order::Effect(Effect::Load(Load::Follow(pane.id)))
            })
            .collect()
    }

    fn act(&mut self, action: Action, world: &World) -> Vec<Order> {
        match action {
            Action::Wrap => self.wrap = !self.wrap,
            Action::Left => return self.aside(false),
            Action::Right => return self.aside(true),
            Action::Panel => self.focus = (self.focus + 1) % self.panes.len().max(1),
            Action::Artifacts => {
                let page = self.id().map(|id| Order::Show(Box::new(Artifacts::of(id))));
                return page.into_iter().collect();
            }
            Action::Cancel | Action::Retry => {
                return deeds::of(action, &self.context(world), world);
            }
            Action::Search => return vec![Order::Type(self.prompt())],
            other => {
                let last = world
                    .store
                    .job(self.id().unwrap_or_default())
                    .map_or(1, |row| row.attempts);
                let load = self.pane().map(|pane| pane.act(other, last));
                return load.unwrap_or_default();
            }
        }
        Vec::new()
    }

    fn news(&mut self, news: &mut News, _world: &World) -> Vec<Order> {
        match news {
            News::Log(id, part) => self
                .of_job(*id)
                .map(|pane| pane.part(part))
                .unwrap_or_default(),
            News::Hits(id, hits) => self
                .of_job(*id)
                .map(|pane| pane.hits(hits))
                .unwrap_or_default(),
            _ => Vec::new(),
        }
    }

    fn typed(&mut self, text: &str, _world: &World) -> Vec<Order> {
        self.pane().map(|pane| pane.seek(text)).unwrap_or_default()
    }

    fn back(&mut self) -> bool {
        self.pane().is_some_and(|pane| pane.search.clear())
    }

    fn draw(&mut self, area: Rect, buf: &mut Cells, world: &World) {
        draw::all(self, area, buf, world);
    }
}
