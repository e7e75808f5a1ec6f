//! What lies over a screen: the question and the palette.

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    text::{Line, Span},
};

use crate::{
    app::{App, Overlay, palette::proposals},
    widgets::{
        frame::{dialog, lines},
        text::{cut, fit, put},
    },
};

impl App {
    pub(super) fn draw_palette(&self, area: Rect, buf: &mut Buffer) {
        let Overlay::Palette(palette) = &self.overlay else {
            return;
        };
        let look = self.world.look;
        let found = proposals(&palette.editor.text(), self.kind());
        let inner = dialog(buf, area, (76, 18), "Command", look);
        let (before, after) = palette.editor.parts();
        let typed = Span::styled(format!(":{before}_{after}"), look.accent());
        lines(buf, inner, &[Line::from(typed)]);
        let rows = usize::from(inner.height.saturating_sub(2));
        let at = palette.at.min(found.len().saturating_sub(1));
        let skip = (at + 1).saturating_sub(rows);
        for (y, (index, entry)) in
            (inner.y + 2..inner.bottom()).zip(found.iter().enumerate().skip(skip))
        {
            if index == at {
                buf.set_style(Rect::new(inner.x, y, inner.width, 1), look.selected());
            }
            let key = self.world.keymap.keys(entry.action);
            let key = key.first().map(|key| key.shown()).unwrap_or_default();
            let name = fit(entry.name, 16, false, look.ascii);
            let x = put(buf, (inner.x, y), &name, 16, look.title());
            let x = put(
                buf,
                (x + 1, y),
                &fit(&key, 6, false, look.ascii),
                6,
                look.accent(),
            );
            let help = cut(
                entry.help,
                usize::from(inner.width).saturating_sub(24),
                look.ascii,
            );
            put(buf, (x + 1, y), &help, inner.width, look.dim());
        }
    }
}
