//! Mouse: wheel and clicks.

use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};

use super::{App, Overlay, draw::TABS};
use crate::{action::Action, effect::Effect};

/// The first line of a screen's own part.
pub(super) const BODY: u16 = 3;

impl App {
    pub(super) fn mouse(&mut self, event: MouseEvent) -> Vec<Effect> {
        if !self.mouse || !matches!(self.overlay, Overlay::None) {
            return Vec::new();
        }
        match event.kind {
            MouseEventKind::ScrollDown => self.wheel(Action::Down),
            MouseEventKind::ScrollUp => self.wheel(Action::Up),
            MouseEventKind::Down(MouseButton::Left) => self.click(event.column, event.row),
            _ => Vec::new(),
        }
    }

    fn wheel(&mut self, action: Action) -> Vec<Effect> {
        let mut effects = Vec::new();
        for _ in 0..3 {
            effects.extend(self.with_page(|page, world| page.act(action, world)));
        }
        effects
    }

    fn click(&mut self, column: u16, row: u16) -> Vec<Effect> {
        if row == 0 {
            let tab = TABS
                .iter()
                .find(|(from, to, _)| (*from..*to).contains(&column));
            return tab.map_or_else(Vec::new, |(_, _, action)| self.act(*action));
        }
        let Some(row) = row.checked_sub(BODY) else {
            return Vec::new();
        };
        let (page, world) = self.page_mut();
        let again = page.click(column, row, world);
        if again {
            return self.act(Action::Open);
        }
        Vec::new()
    }
}
