//! A line of a log in pieces that fit, with what is looked for bright.

use ratatui::{
    style::{Modifier, Style},
    text::{Line as Words, Span},
};
use rgrid_shared::wire::logs::Stream;
use unicode_width::UnicodeWidthChar;

use crate::{
    screens::{
        World,
        logs::{buffer::Line, pane::Pane},
    },
    widgets::text::visible,
};

/// A line in pieces of at most `wide` cells; one piece when lines are not wrapped.
pub(super) fn words(
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
    let marks = marks(&text, pane, style, look.hit());
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

/// The style of each byte: what is looked for is bright.
fn marks(text: &str, pane: &Pane, style: Style, bright: Style) -> Vec<Style> {
    let mut marks = vec![style; text.len()];
    let patterns = pane.search.pattern.iter();
    for found in patterns.flat_map(|pattern| pattern.find_iter(text)) {
        let part = marks.get_mut(found.range());
        part.into_iter().flatten().for_each(|mark| *mark = bright);
    }
    marks
}
