//! How a batch looks: progress, grid, groups, and the item under the cursor.

mod failures;
pub(super) mod grid;
mod progress;

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    text::{Line, Span},
};

use super::Batch;
use crate::{
    screens::{
        World,
        parts::{age, cost, marked, nothing, titled, took},
    },
    store::tail,
    widgets::{
        frame::middle,
        glyph,
        text::{cells, cut, put},
    },
};
use failures::failures;
use grid::grid;
use progress::progress;

/// Title, script, age.
pub(super) fn head(page: &Batch, world: &World) -> Line<'static> {
    let look = world.look;
    let script = world
        .store
        .first_of(page.id)
        .map(|row| row.script.to_string());
    let batch = world.store.batch(page.id);
    let age = batch.map(|batch| format!("{} ago", age(batch.created_at, world.now)));
    let filter = page.filter.shown();
    let marks = marked(page.marks.len());
    titled(
        look,
        "Batch",
        vec![
            Span::raw(script.unwrap_or_default()),
            Span::styled(tail(&page.id), look.dim()),
            Span::styled(age.unwrap_or_default(), look.dim()),
            Span::styled(filter, look.accent()),
            Span::styled(marks, look.warn()),
        ],
    )
}

/// Everything.
pub(super) fn all(page: &mut Batch, area: Rect, buf: &mut Buffer, world: &World) {
    let Some(batch) = world.store.batch(page.id) else {
        return middle(buf, area, &nothing(world, false, &[]));
    };
    progress(batch, area, buf, world);
    let groups = page.groups.as_ref().map_or(0, Vec::len);
    let below = if groups > 0 {
        cells(groups.min(5)) + 2
    } else {
        0
    };
    let high = area.height.saturating_sub(3 + below + 2);
    let place = Rect::new(area.x, area.y + 3, area.width, high);
    grid(page, place, buf, world);
    let under = Rect::new(area.x, place.bottom(), area.width, 2);
    item(page, under, buf, world);
    let rest = Rect::new(area.x, under.bottom(), area.width, below);
    failures(page, rest, buf, world);
}

/// The item under the cursor in one line.
fn item(page: &Batch, area: Rect, buf: &mut Buffer, world: &World) {
    let look = world.look;
    let rule = glyph::pick(look, "─", "-").repeat(usize::from(area.width));
    put(buf, (area.x, area.y), &rule, area.width, look.rule());
    let Some(row) = page.chosen().and_then(|id| world.store.job(id)) else {
        return;
    };
    let time = row.took(world.now).map(took).unwrap_or_default();
    let place = format!("{}/{}", page.at + 1, page.items.len());
    let line = Line::from(vec![
        Span::styled(
            format!("{} {:<16}", glyph::state(look, row.state), row.end()),
            look.state(row.state),
        ),
        Span::raw(cut(
            &row.what(),
            usize::from(area.width).saturating_sub(50),
            look.ascii,
        )),
        Span::styled(
            format!("   {time}   {}   {place}", cost(row.cost)),
            look.dim(),
        ),
    ]);
    buf.set_line(area.x, area.y + 1, &line, area.width);
}
