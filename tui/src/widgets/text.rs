//! Text: cut to a width, padded, and safe: nothing that a job printed or is called can send an escape.

#[cfg(test)]
mod tests;

use ratatui::{
    buffer::Buffer,
    style::Style,
    text::{Line, Span},
};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// How many cells a text takes.
#[must_use]
pub fn width(text: &str) -> usize {
    text.width()
}

/// A text of at most `most` cells; what is cut ends with `…`, or `~` in ASCII.
#[must_use]
pub fn cut(text: &str, most: usize, ascii: bool) -> String {
    if width(text) <= most {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut used = 0;
    for c in text.chars() {
        let wide = c.width().unwrap_or(0);
        if used + wide + 1 > most {
            break;
        }
        used += wide;
        out.push(c);
    }
    if most > 0 {
        out.push(if ascii { '~' } else { '…' });
    }
    out
}

/// A text of exactly `wide` cells, its words to the left or the right.
#[must_use]
pub fn fit(text: &str, wide: usize, right: bool, ascii: bool) -> String {
    let text = cut(text, wide, ascii);
    let gap = " ".repeat(wide.saturating_sub(width(&text)));
    if right {
        format!("{gap}{text}")
    } else {
        format!("{text}{gap}")
    }
}

/// A name that may stand on one line: control characters and those that turn text around are made visible.
#[must_use]
pub fn safe(text: &str) -> String {
    let strange = |c: char| c.is_control() || is_invisible(c);
    if !text.chars().any(strange) {
        return text.to_owned();
    }
    text.chars()
        .flat_map(|c| {
            if strange(c) {
                c.escape_default().collect::<Vec<_>>()
            } else {
                vec![c]
            }
        })
        .collect()
}

/// Characters that change how others are shown.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// A line of a log: escapes and control characters as `^[`, tabs as spaces, other bytes as �.
#[must_use]
pub fn visible(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let text = text.trim_end_matches('\r');
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\t' => out.push_str(&"        "[out.len() % 8..]),
            c if c.is_ascii_control() => {
                out.push('^');
                out.push(char::from((c as u8) ^ 0x40));
            }
            c if c.is_control() || is_invisible(c) => out.extend(c.escape_default()),
            c => out.push(c),
        }
    }
    out
}

/// Puts a text at a place, cut at `most` cells; gives the column after it.
pub fn put(buf: &mut Buffer, (x, y): (u16, u16), text: &str, most: u16, style: Style) -> u16 {
    if !buf.area.contains((x, y).into()) {
        return x;
    }
    buf.set_stringn(x, y, text, usize::from(most), style).0
}

/// Keys and what they do, in one line: `Enter open  / filter`.
#[must_use]
pub fn hints(pairs: &[(String, &'static str)], key: Style, word: Style) -> Line<'static> {
    let mut spans = Vec::new();
    for (name, does) in pairs {
        spans.push(Span::styled(name.clone(), key));
        spans.push(Span::styled(format!(" {does}  "), word));
    }
    Line::from(spans)
}

/// A number as `u16`, or the largest.
#[must_use]
pub fn cells(number: usize) -> u16 {
    u16::try_from(number).unwrap_or(u16::MAX)
}
