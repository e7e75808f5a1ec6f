//! All items as cells.

use ratatui::{buffer::Buffer, layout::Rect, style::Modifier};

use crate::{
    screens::{World, batch::Batch, parts::nothing},
    widgets::{
        frame::middle,
        glyph,
        text::{cells, put},
    },
};

pub(super) fn grid(page: &mut Batch, area: Rect, buf: &mut Buffer, world: &World) {
    page.columns = usize::from(area.width / 2).max(1);
    page.rows = usize::from(area.height).max(1);
    let row = page.at / page.columns;
    page.top = page.top.clamp((row + 1).saturating_sub(page.rows), row);
    let skip = page.top * page.columns;
    if page.items.is_empty() {
        return middle(
            buf,
            area,
            &nothing(world, true, &["No item fits.", "Esc shows all again."]),
        );
    }
    let look = world.look;
    let shown = page.items.iter().enumerate().skip(skip);
    for (at, id) in shown.take(page.columns * page.rows) {
        let Some(row) = world.store.job(*id) else {
            continue;
        };
        let (x, y) = ((at - skip) % page.columns, (at - skip) / page.columns);
        let mut style = look.state(row.state);
        if page.marks.contains(id) {
            style = look
                .warn()
                .add_modifier(Modifier::UNDERLINED | Modifier::BOLD);
        }
        if at == page.at && !page.in_groups {
            style = style.add_modifier(Modifier::REVERSED);
        }
        let place = (area.x + cells(x * 2), area.y + cells(y));
        put(buf, place, glyph::letter(row.state), 1, style);
    }
}

/// Puts the cursor on the clicked cell.
pub(in super::super) fn click(page: &mut Batch, column: u16, row: u16) -> bool {
    let Some(row) = row
        .checked_sub(3)
        .map(usize::from)
        .filter(|row| *row < page.rows)
    else {
        return false;
    };
    let column = usize::from(column.saturating_sub(1) / 2).min(page.columns.saturating_sub(1));
    let at = (page.top + row) * page.columns + column;
    if at >= page.items.len() {
        return false;
    }
    let again = at == page.at && !page.in_groups;
    page.at = at;
    page.in_groups = false;
    page.held = page.items.get(at).copied();
    again
}
