//! The question before something that costs or destroys.

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    text::{Line, Span},
};

use crate::{
    screens::Ask,
    theme::Look,
    widgets::{
        frame::{dialog, lines},
        text::{cells, cut},
    },
};

pub(super) fn draw_ask(ask: &Ask, area: Rect, buf: &mut Buffer, look: Look) {
    let high = cells(ask.lines.len()) + 6;
    let inner = dialog(buf, area, (74, high), &ask.title, look);
    let wide = usize::from(inner.width);
    let mut said: Vec<Line<'_>> = vec![Line::default()];
    said.extend(
        ask.lines
            .iter()
            .map(|line| Line::from(cut(line, wide, look.ascii))),
    );
    said.push(Line::styled(
        cut(&format!("$ {}", ask.command), wide, look.ascii),
        look.dim(),
    ));
    said.push(Line::default());
    said.push(Line::from(vec![
        Span::styled("y", look.accent()),
        Span::raw(" yes    "),
        Span::styled("n", look.accent()),
        Span::raw(" no"),
    ]));
    lines(buf, inner, &said);
}
