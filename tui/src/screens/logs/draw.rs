//! How logs look: lines as they came, stderr apart, what is looked for bright.

use ratatui::{
    buffer::Buffer as Cells,
    layout::Rect,
    style::{Modifier, Style},
    text::{Line as Words, Span},
};
use rgrid_shared::{job::JobState, wire::logs::Stream};
use unicode_width::UnicodeWidthChar;

use super::{
    Logs,
    buffer::Line,
    pane::{Pane, Streams},
};
use crate::{
    screens::{
        World,
        parts::{nothing, titled},
    },
    widgets::{
        frame::middle,
        glyph,
        text::{cells, put, visible, width},
    },
};

/// Title, job, what is looked for.
pub(super) fn head(page: &Logs, world: &World) -> Words<'static> {
    let look = world.look;
    let Some(pane) = page.panes.get(page.focus) else {
        return Words::from("Logs");
    };
    let row = world.store.job(pane.id);
    let state = row.map(|row| {
        let text = format!("{} {}", glyph::state(look, row.state), row.end());
        Span::styled(text, look.state(row.state))
    });
    let streams = match pane.streams {
        Streams::Both => "",
        Streams::Only(Stream::Stdout) => "stdout only",
        Streams::Only(Stream::Stderr) => "stderr only",
    };
    let attempt = if pane.buffer.attempt > 1 || row.is_some_and(|row| row.attempts > 1) {
        format!("attempt {}", pane.buffer.attempt)
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

#[expect(
    clippy::too_many_arguments,
    reason = "a place, a page and how it is shaped"
)]
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

/// A line in pieces of at most `wide` cells; one piece when lines are not wrapped.
fn words(
    line: &Line,
    pane: &Pane,
    world: &World,
    ((wrap, aside), wide, here): ((bool, usize), usize, bool),
) -> Vec<Words<'static>> {
    let look = world.look;
    let text = visible(&line.bytes);
    let mut style = match line.stream {
        Some(Stream::Stdout) => Style::new(),
        Some(Stream::Stderr) => look.warn(),
        None => look.accent(),
    };
    if here {
        style = style.patch(look.selected());
    }
    let mut marks = vec![style; text.len()];
    for found in pane
        .search
        .pattern
        .iter()
        .flat_map(|pattern| pattern.find_iter(&text))
    {
        marks
            .get_mut(found.range())
            .into_iter()
            .flatten()
            .for_each(|mark| *mark = look.hit());
    }
    let mut pieces = vec![(Words::default(), 0_usize)];
    let mut skipped = 0;
    for (at, c) in text.char_indices() {
        let size = c.width().unwrap_or(0);
        if !wrap && skipped < aside {
            skipped += size;
            continue;
        }
        let full = pieces.last().is_some_and(|(_, used)| used + size > wide);
        if full && !wrap {
            break;
        }
        if full {
            pieces.push((Words::default(), 0));
        }
        let Some((piece, used)) = pieces.last_mut() else {
            break;
        };
        *used += size;
        let style = marks.get(at).copied().unwrap_or(style);
        match piece.spans.last_mut() {
            Some(span) if span.style == style => span.content.to_mut().push(c),
            _ => piece.spans.push(Span::styled(c.to_string(), style)),
        }
    }
    if here && text.is_empty() {
        return vec![Words::styled(" ", style.add_modifier(Modifier::empty()))];
    }
    pieces.into_iter().map(|(piece, _)| piece).collect()
}

/// Below each log: whether it is followed, what came, what was found.
fn status(pane: &Pane, area: Rect, buf: &mut Cells, world: &World, named: Option<bool>) {
    let look = world.look;
    let mut parts: Vec<(String, Style)> = Vec::new();
    if let Some(focus) = named {
        let what = world
            .store
            .job(pane.id)
            .map(crate::store::Row::what)
            .unwrap_or_default();
        let style = if focus { look.title() } else { look.dim() };
        parts.push((what, style));
    }
    match (&pane.lost, pane.ended, pane.follow) {
        (Some(why), _, _) => parts.push((
            format!("{}; it is tried again", crate::widgets::text::safe(why)),
            look.bad(),
        )),
        (None, true, _) => parts.push(("the end".to_owned(), look.dim())),
        (None, false, true) => parts.push((
            format!("{} following", glyph::pick(look, "●", "*")),
            look.good(),
        )),
        (None, false, false) => parts.push(("paused; f follows".to_owned(), look.warn())),
    }
    if pane.fresh > 0 && !pane.follow {
        parts.push((
            format!("{} new lines, G goes there", pane.fresh),
            look.accent(),
        ));
    }
    if !pane.search.text.is_empty() {
        let more = if pane.search.done { "" } else { " so far" };
        parts.push((
            format!(
                "/{}  in {} lines{more}",
                pane.search.text,
                pane.search.at.len()
            ),
            look.accent(),
        ));
    }
    if pane.loading {
        parts.push(("reading".to_owned(), look.dim()));
    }
    let before = if pane.buffer.is_whole() { "" } else { "…" };
    let place = format!(
        "{before}{}/{}",
        (pane.cursor.at + 1).min(pane.length()),
        pane.length()
    );
    let rule = glyph::pick(look, "─", "-").repeat(usize::from(area.width));
    put(buf, (area.x, area.y), &rule, area.width, look.rule());
    let mut x = area.x + 1;
    for (text, style) in parts {
        x = put(buf, (x, area.y), &format!(" {text} "), area.width, style) + 1;
    }
    let wide = cells(width(&place)) + 2;
    put(
        buf,
        (area.right().saturating_sub(wide + 1), area.y),
        &format!(" {place} "),
        wide,
        look.dim(),
    );
}
