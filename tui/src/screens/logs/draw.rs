//! How logs look: lines as they came, stderr apart, what is looked for bright.

mod status;
mod words;

use ratatui::{
    buffer::Buffer as Cells,
    layout::Rect,
    text::{Line as Words, Span},
};
use rgrid_shared::{job::JobState, wire::logs::Stream};

use super::{
    Logs,
    pane::{Pane, Streams},
};
use crate::{
    screens::{
        World,
        parts::{nothing, titled},
    },
    widgets::{frame::middle, glyph, text::cells},
};
use status::status;
use words::words;

/// Title, job, what is looked for.
pub(super) fn head(page: &Logs, world: &World) -> Words<'static> {
    let look = world.look;
    let Some(shown) = page.panes.get(page.focus) else {
        return Words::from("Logs");
    };
    let row = world.store.job(shown.id);
    let state = row.map(|row| {
        let text = format!("{} {}", glyph::state(look, row.state), row.end());
        Span::styled(text, look.state(row.state))
    });
    let streams = match shown.streams {
        Streams::Both => "",
        Streams::Only(Stream::Stdout) => "stdout only",
        Streams::Only(Stream::Stderr) => "stderr only",
    };
    let attempt = if shown.buffer.attempt > 1 || row.is_some_and(|row| row.attempts > 1) {
        format!("attempt {}", shown.buffer.attempt)
    } else {
        String::new()
    };
    let left_out = if page.left_out > 0 {
        format!("{} more not shown", page.left_out)
    } else {
        String::new()
    };
    titled(
        look,
        "Logs",
        vec![
            Span::raw(row.map(crate::store::Row::what).unwrap_or_default()),
            state.unwrap_or_default(),
            Span::styled(attempt, look.dim()),
            Span::styled(streams, look.accent()),
            Span::styled(if page.wrap { "wrapped" } else { "" }, look.dim()),
            Span::styled(left_out, look.warn()),
        ],
    )
}

/// All panes, one below the other.
pub(super) fn all(page: &mut Logs, area: Rect, buf: &mut Cells, world: &World) {
    let count = cells(page.panes.len().max(1));
    let high = area.height / count;
    let (wrap, aside, focus) = (page.wrap, page.aside, page.focus);
    for (at, pane) in page.panes.iter_mut().enumerate() {
        let top = area.y + high * cells(at);
        let last = at + 1 == usize::from(count);
        let rows = if last { area.bottom() - top } else { high };
        let place = Rect::new(area.x, top, area.width, rows);
        let shape = (wrap, aside);
        body(
            pane,
            Rect::new(place.x, place.y, place.width, rows.saturating_sub(1)),
            buf,
            world,
            shape,
        );
        let named = (count > 1).then_some(at == focus);
        status(
            pane,
            Rect::new(place.x, place.bottom().saturating_sub(1), place.width, 1),
            buf,
            world,
            named,
        );
    }
}

fn body(pane: &mut Pane, area: Rect, buf: &mut Cells, world: &World, shape: (bool, usize)) {
    let rows = usize::from(area.height).max(1);
    let length = pane.length();
    if pane.follow {
        pane.cursor.at = length.saturating_sub(1);
    }
    pane.cursor.fit(length, rows);
    if length == 0 {
        let row = world.store.job(pane.id);
        let waits = row.is_some_and(|row| !row.state.is_final() && row.state != JobState::Running);
        let teaches: &[&str] = match (waits, pane.ended) {
            (true, _) => &["It has not begun.", "What it prints shows here at once."],
            (_, true) => &["It printed nothing."],
            _ => &["Nothing printed yet."],
        };
        return middle(buf, area, &nothing(world, !pane.loading, teaches));
    }
    let wide = usize::from(area.width).max(1);
    let shown = pane.shown();
    let mut drawn: Vec<Words<'static>> = Vec::new();
    let range = shown.iter().enumerate().skip(pane.cursor.top).take(rows);
    let mut at_row = 0;
    for (at, line) in range {
        let here = at == pane.cursor.at && !pane.follow;
        let pieces = words(line, pane, world, (shape, wide, here));
        if at <= pane.cursor.at {
            at_row = drawn.len() + pieces.len();
        }
        drawn.extend(pieces);
    }
    // Wrapped lines take more rows: the one under the cursor must be among those that are drawn.
    let skip = at_row.saturating_sub(rows);
    for (y, line) in (area.y..area.bottom()).zip(drawn.iter().skip(skip)) {
        buf.set_line(area.x, y, line, area.width);
    }
}
