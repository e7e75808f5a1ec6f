//! Parts: words and lines that several screens have.

use chrono::{DateTime, Utc};
use ratatui::text::{Line, Span};
use rgrid_shared::money::Micros;

use super::World;
use crate::{action::Action, store::Link, theme::Look, widgets::list::Cursor};

/// How long ago, in four cells: `12s`, `3h`, `5d`.
pub(crate) fn age(then: DateTime<Utc>, now: DateTime<Utc>) -> String {
    let seconds = now.signed_duration_since(then).num_seconds().max(0);
    match seconds {
        0..60 => format!("{seconds}s"),
        60..3_600 => format!("{}m", seconds / 60),
        3_600..86_400 => format!("{}h", seconds / 3_600),
        _ => format!("{}d", seconds / 86_400),
    }
}

/// How long, in seven cells: `320ms`, `4.2s`, `3m20s`, `2h05m`.
pub(crate) fn took(ms: u64) -> String {
    let seconds = ms / 1_000;
    match seconds {
        0 => format!("{ms}ms"),
        1..60 => format!("{seconds}.{}s", ms / 100 % 10),
        60..3_600 => format!("{}m{:02}s", seconds / 60, seconds % 60),
        3_600..86_400 => format!("{}h{:02}m", seconds / 3_600, seconds / 60 % 60),
        _ => format!("{}d{:02}h", seconds / 86_400, seconds / 3_600 % 24),
    }
}

/// Money in a column: euros with five decimals, nothing for nothing.
pub(crate) fn cost(micros: i64) -> String {
    if micros == 0 {
        return String::new();
    }
    let (whole, rest) = (micros / 1_000_000, micros % 1_000_000);
    format!(
        "{whole}.{:05}",
        rest.unsigned_abs().div_ceil(10).min(99_999)
    )
}

/// Money in a sentence.
pub(crate) fn money(micros: i64) -> String {
    Micros(micros).to_string()
}

/// How many bytes: `512 B`, `1.5 KiB`, `20.0 MiB`.
#[must_use]
pub fn size(bytes: u64) -> String {
    let units = ["KiB", "MiB", "GiB", "TiB"];
    if bytes < 1_024 {
        return format!("{bytes} B");
    }
    let mut tenths = bytes.saturating_mul(10) / 1_024;
    let mut unit = 0;
    while tenths >= 10_240 && unit + 1 < units.len() {
        tenths /= 1_024;
        unit += 1;
    }
    let unit = units.get(unit).copied().unwrap_or("TiB");
    format!("{}.{} {unit}", tenths / 10, tenths % 10)
}

/// Moves a cursor, when the action does that.
pub(crate) fn moved(cursor: &mut Cursor, action: Action, length: usize) -> bool {
    let far = isize::MAX;
    let lines = match action {
        Action::Up => -1,
        Action::Down => 1,
        Action::HalfUp => -cursor.half(),
        Action::HalfDown => cursor.half(),
        Action::PageUp => -cursor.whole(),
        Action::PageDown => cursor.whole(),
        Action::Top => -far,
        Action::Bottom => far,
        _ => return false,
    };
    cursor.by(lines, length);
    true
}

/// A title and the words after it.
pub(crate) fn titled(look: Look, title: &str, parts: Vec<Span<'static>>) -> Line<'static> {
    let mut spans = vec![Span::styled(title.to_owned(), look.title())];
    for part in parts.into_iter().filter(|part| !part.content.is_empty()) {
        spans.push(Span::styled("   ", look.dim()));
        spans.push(part);
    }
    Line::from(spans)
}

/// What stands where nothing is: that it comes, that the server is away, or what to type.
pub(crate) fn nothing(world: &World, loaded: bool, teaches: &[&'static str]) -> Vec<Line<'static>> {
    let look = world.look;
    match &world.store.link {
        Link::Lost { why, .. } if !loaded => vec![
            Line::styled("The server does not answer.", look.bad()),
            Line::styled(crate::widgets::text::safe(why), look.dim()),
            Line::default(),
            Line::styled("It is tried again by itself; ^R tries at once.", look.dim()),
        ],
        _ if !loaded => vec![Line::styled("Loading.", look.dim())],
        Link::Lost { .. } | Link::Live | Link::Connecting => {
            let mut lines: Vec<Line<'static>> = Vec::new();
            for (at, line) in teaches.iter().enumerate() {
                let style = if at == 0 { look.title() } else { look.dim() };
                lines.push(Line::styled(*line, style));
            }
            lines
        }
    }
}

/// How many are marked; nothing when none is.
pub(crate) fn marked(marks: usize) -> String {
    match marks {
        0 => String::new(),
        marks => format!("{marks} marked"),
    }
}
