//! Footer: the keys of the screen, made of the table of actions, and the command line of what is under the cursor.

use ratatui::{buffer::Buffer, layout::Rect, text::Line};

use super::{App, Overlay};
use crate::{
    action::{Action, Entry, TABLE},
    widgets::text::{cut, hints, put, width},
};

impl App {
    /// The keys of the footer and what they do, as many as fit.
    #[must_use]
    pub fn footer(&self, wide: usize) -> Vec<(String, &'static str)> {
        let kind = self.kind();
        let shown = |entry: &&Entry| {
            let forbidden = self.world.readonly && entry.writes;
            entry.on(kind) && !entry.label.is_empty() && !forbidden
        };
        let pair = |entry: &Entry| {
            let keys = self.world.keymap.keys(entry.action);
            let key = keys.first()?.shown();
            Some((key, entry.label))
        };
        let (last, own): (Vec<&Entry>, Vec<&Entry>) =
            TABLE.iter().filter(shown).partition(|entry| {
                [Action::Help, Action::Palette, Action::Quit].contains(&entry.action)
            });
        let last: Vec<_> = last.into_iter().rev().filter_map(pair).collect();
        let cells = |(key, word): &(String, &str)| width(key) + word.len() + 3;
        let mut left = wide.saturating_sub(last.iter().map(cells).sum());
        let mut all = Vec::new();
        for one in own.into_iter().filter_map(pair) {
            if cells(&one) > left {
                break;
            }
            left -= cells(&one);
            all.push(one);
        }
        all.extend(last.into_iter().rev());
        all
    }

    pub(super) fn draw_footer(&self, area: Rect, buf: &mut Buffer) {
        let look = self.world.look;
        let wide = usize::from(area.width).saturating_sub(2);
        let y = area.bottom().saturating_sub(1);
        let keys = hints(&self.footer(wide), look.accent(), look.dim());
        buf.set_line(area.x + 1, y, &keys, area.width.saturating_sub(2));
        let (text, style) = match (&self.said, &self.progress, &self.overlay) {
            (_, _, Overlay::Type(prompt, editor)) => {
                let (before, after) = editor.parts();
                let line = format!("{}{before}_{after}", prompt.sign);
                (line, look.accent())
            }
            (Some(said), _, _) if said.bad => (said.text.clone(), look.bad()),
            (Some(said), _, _) => (said.text.clone(), look.good()),
            (None, Some(progress), _) => (super::draw::progress(progress, look), look.live()),
            (None, None, _) => {
                let twin = self.twin().map(|line| format!("$ {line}"));
                (twin.unwrap_or_default(), look.dim())
            }
        };
        let text = cut(&text, wide, look.ascii);
        put(
            buf,
            (area.x + 1, y.saturating_sub(1)),
            &text,
            area.width,
            style,
        );
    }

    /// The last line as it is read.
    #[must_use]
    pub fn footer_text(&self, wide: usize) -> String {
        let look = self.world.look;
        Line::to_string(&hints(&self.footer(wide), look.accent(), look.dim()))
    }
}
