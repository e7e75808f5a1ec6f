//! Frames: boxes in the middle of the screen, and lines of text in an area.

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    text::Line,
    widgets::{Block, BorderType, Clear, Widget},
};

use super::text::cells;
use crate::theme::Look;

/// A box of the wanted size in the middle of `area`, cleared; gives what is inside.
pub fn dialog(buf: &mut Buffer, area: Rect, size: (u16, u16), title: &str, look: Look) -> Rect {
    let (wide, high) = (size.0.min(area.width), size.1.min(area.height));
    let place = Rect::new(
        area.x + (area.width - wide) / 2,
        area.y + (area.height - high) / 2,
        wide,
        high,
    );
    Clear.render(place, buf);
    let mut block = Block::bordered()
        .border_style(look.accent())
        .title(format!(" {title} "))
        .title_style(look.title());
    if look.ascii {
        block = block.border_set(ASCII);
    } else {
        block = block.border_type(BorderType::Rounded);
    }
    let inner = block.inner(place);
    block.render(place, buf);
    Rect::new(
        inner.x + 1,
        inner.y,
        inner.width.saturating_sub(2),
        inner.height,
    )
}

/// Borders of ASCII.
const ASCII: ratatui::symbols::border::Set<'static> = ratatui::symbols::border::Set {
    top_left: "+",
    top_right: "+",
    bottom_left: "+",
    bottom_right: "+",
    vertical_left: "|",
    vertical_right: "|",
    horizontal_top: "-",
    horizontal_bottom: "-",
};

/// Puts lines one below the other; those that do not fit are left out.
pub fn lines(buf: &mut Buffer, area: Rect, lines: &[Line<'_>]) {
    for (y, line) in (area.y..area.bottom()).zip(lines) {
        buf.set_line(area.x, y, line, area.width);
    }
}

/// A few lines in the middle of an area that has nothing else to show.
pub fn middle(buf: &mut Buffer, area: Rect, said: &[Line<'_>]) {
    let high = cells(said.len()).min(area.height);
    let top = area.y + (area.height - high) / 3;
    for (y, line) in (top..area.bottom()).zip(said) {
        let wide = cells(line.width()).min(area.width);
        buf.set_line(area.x + (area.width - wide) / 2, y, line, area.width);
    }
}
