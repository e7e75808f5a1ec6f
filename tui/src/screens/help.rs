//! Help: all keys of a screen, made of the table of actions.

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    text::{Line, Span},
};

use super::{Order, Page, World, parts::titled};
use crate::{
    action::{Action, Context, Entry, Kind, TABLE},
    widgets::{frame::lines, text::fit},
};

/// All keys of a screen.
pub struct Help {
    of: Kind,
    top: usize,
    length: usize,
    page: usize,
}

impl Help {
    /// The help of a screen.
    #[must_use]
    pub fn of(kind: Kind) -> Self {
        Self {
            of: kind,
            top: 0,
            length: 0,
            page: 1,
        }
    }

    fn lines(&self, world: &World) -> Vec<Line<'static>> {
        let look = world.look;
        let own = |entry: &&Entry| entry.on(self.of) && !entry.everywhere();
        let all = |entry: &&Entry| entry.everywhere();
        let mut said = vec![Line::styled("On this screen", look.title())];
        said.extend(TABLE.iter().filter(own).map(|entry| line(entry, world)));
        said.push(Line::default());
        said.push(Line::styled("Everywhere", look.title()));
        said.extend(TABLE.iter().filter(all).map(|entry| line(entry, world)));
        said.push(Line::default());
        said.push(Line::styled(
            "Each action has a name for `:` and for your own keys: rgrid config set tui.keys cancel=X",
            look.dim(),
        ));
        said
    }
}

fn line(entry: &Entry, world: &World) -> Line<'static> {
    let look = world.look;
    let keys = world.keymap.keys(entry.action);
    let keys: Vec<_> = keys.iter().map(|key| key.shown()).collect();
    Line::from(vec![
        Span::styled(
            format!("  {}", fit(&keys.join(" "), 12, false, look.ascii)),
            look.accent(),
        ),
        Span::raw(fit(entry.name, 16, false, look.ascii)),
        Span::styled(entry.help, look.dim()),
    ])
}

impl Page for Help {
    fn kind(&self) -> Kind {
        Kind::Help
    }

    fn head(&self, world: &World) -> Line<'static> {
        let of = Span::styled(format!("{:?}", self.of).to_lowercase(), world.look.dim());
        titled(world.look, "Help", vec![of])
    }

    fn context(&self, _world: &World) -> Context {
        Context::default()
    }

    fn act(&mut self, action: Action, _world: &World) -> Vec<Order> {
        let most = self.length.saturating_sub(self.page);
        self.top = match action {
            Action::Up => self.top.saturating_sub(1),
            Action::Down => self.top + 1,
            Action::HalfUp | Action::PageUp => self.top.saturating_sub(self.page / 2),
            Action::HalfDown | Action::PageDown => self.top + self.page / 2,
            Action::Top => 0,
            Action::Bottom => most,
            _ => self.top,
        };
        self.top = self.top.min(most);
        Vec::new()
    }

    fn draw(&mut self, area: Rect, buf: &mut Buffer, world: &World) {
        let said = self.lines(world);
        self.length = said.len();
        self.page = usize::from(area.height).max(1);
        self.top = self.top.min(self.length.saturating_sub(self.page));
        let shown: Vec<_> = said.into_iter().skip(self.top).collect();
        lines(buf, area, &shown);
    }
}
