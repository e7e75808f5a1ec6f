//! Below each log: whether it is followed, what came, what was found.

use ratatui::{buffer::Buffer as Cells, layout::Rect, style::Style};

use crate::{
    screens::{World, logs::pane::Pane},
    widgets::{
        glyph,
        text::{cells, put, width},
    },
};

/// Below each log: whether it is followed, what came, what was found.
pub(super) fn status(pane: &Pane, area: Rect, buf: &mut Cells, world: &World, named: Option<bool>) {
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
    let before = if pane.buffer.is_whole() {
        ""
    } else {
        glyph::pick(look, "…", "~")
    };
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
