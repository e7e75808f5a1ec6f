//! Below each log: whether it is followed, what came, what was found.

use ratatui::{buffer::Buffer as Cells, layout::Rect, style::Style};
use rgrid_shared::text::count;

use crate::{
    screens::{World, logs::pane::Pane},
    theme::Look,
    widgets::{
        glyph,
        text::{cells, put, safe, width},
    },
};

/// Below each log: whether it is followed, what came, what was found.
pub(super) fn status(pane: &Pane, area: Rect, buf: &mut Cells, world: &World, named: Option<bool>) {
    let look = world.look;
    let rule = glyph::pick(look, "─", "-").repeat(usize::from(area.width));
    put(buf, (area.x, area.y), &rule, area.width, look.rule());
    let mut parts: Vec<(String, Style)> = Vec::new();
    if let Some(focus) = named {
        let row = world.store.job(pane.id);
        let what = row.map(crate::store::Row::what).unwrap_or_default();
        parts.push((what, if focus { look.title() } else { look.dim() }));
    }
    parts.push(state(pane, look));
    parts.extend(news(pane, look));
    let mut x = area.x + 1;
    for (text, style) in parts {
        x = put(buf, (x, area.y), &format!(" {text} "), area.width, style) + 1;
    }
    let part = if pane.buffer.is_whole() {
        ""
    } else {
        glyph::pick(look, "…", "~")
    };
    let (at, length) = (pane.cursor.at + 1, pane.length());
    let place = format!(" {part}{}/{length} ", at.min(length));
    let wide = cells(width(&place));
    let x = area.right().saturating_sub(wide + 1);
    put(buf, (x, area.y), &place, wide, look.dim());
}

fn state(pane: &Pane, look: Look) -> (String, Style) {
    match (&pane.lost, pane.ended, pane.follow) {
        (Some(why), _, _) => (format!("{}; it is tried again", safe(why)), look.bad()),
        (None, true, _) => ("the end".to_owned(), look.dim()),
        (None, false, true) => {
            let text = format!("{} following", glyph::pick(look, "●", "*"));
            (text, look.good())
        }
        (None, false, false) => ("paused; f follows".to_owned(), look.warn()),
    }
}

/// What came, what was found, what is on its way.
fn news(pane: &Pane, look: Look) -> Vec<(String, Style)> {
    let mut parts = Vec::new();
    if pane.fresh > 0 && !pane.follow {
        let text = format!("{}, G goes there", count(pane.fresh, "new line"));
        parts.push((text, look.accent()));
    }
    let search = &pane.search;
    if !search.text.is_empty() {
        let more = if search.done { "" } else { " so far" };
        let lines = count(search.at.len(), "line");
        let text = format!("/{}  in {lines}{more}", search.text);
        parts.push((text, look.accent()));
    }
    if pane.loading {
        parts.push(("reading".to_owned(), look.dim()));
    }
    parts
}
