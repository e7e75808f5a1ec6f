//! How a batch looks: progress, grid, groups, and the item under the cursor.

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    style::Modifier,
    text::{Line, Span},
};
use rgrid_shared::wire::batches;

use super::Batch;
use crate::{
    screens::{
        World,
        parts::{age, cost, money, nothing, titled, took},
    },
    store::tail,
    widgets::{
        bar,
        frame::middle,
        glyph,
        text::{cells, cut, put},
    },
};

/// Title, script, age.
pub(super) fn head(page: &Batch, world: &World) -> Line<'static> {
    let look = world.look;
    let script = world
        .store
        .first_of(page.id)
        .map(|row| row.script.to_string());
    let batch = world.store.batch(page.id);
    let age = batch.map(|batch| format!("{} ago", age(batch.created_at, world.now)));
    let filter = if page.filter.text.is_empty() {
        String::new()
    } else {
        format!("/{}", page.filter.text)
    };
    let marks = if page.marks.is_empty() {
        String::new()
    } else {
        format!("{} marked", page.marks.len())
    };
    titled(
        look,
        "Batch",
        vec![
            Span::raw(script.unwrap_or_default()),
            Span::styled(format!("…{}", tail(&page.id)), look.dim()),
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

fn progress(batch: &batches::Batch, area: Rect, buf: &mut Buffer, world: &World) {
    let look = world.look;
    let line = Line::from(bar::batch(batch, usize::from(area.width), look));
    buf.set_line(area.x, area.y, &line, area.width);
    let end = batch.finished_at.unwrap_or(world.now);
    let spent = end
        .signed_duration_since(batch.created_at)
        .num_milliseconds();
    let spent = u64::try_from(spent).unwrap_or(0);
    let mut parts = vec![
        Span::styled(format!("{}/{}", batch.ended(), batch.total), look.title()),
        Span::styled(format!("   {} succeeded", batch.succeeded), look.good()),
    ];
    let some = |count: u32, word: &str, style| {
        (count > 0).then(|| Span::styled(format!("   {count} {word}"), style))
    };
    parts.extend(some(batch.failed, "failed", look.bad()));
    parts.extend(some(batch.cancelled, "cancelled", look.dim()));
    parts.extend(some(batch.running, "running", look.live()));
    parts.extend(some(batch.waiting, "waiting", look.dim()));
    parts.push(Span::styled(format!("   {}", took(spent)), look.dim()));
    let left = u64::from(batch.total - batch.ended().min(batch.total));
    if let Some(each) = spent.checked_div(u64::from(batch.ended()))
        && left > 0
    {
        parts.push(Span::styled(
            format!(", {} left", took(each * left)),
            look.dim(),
        ));
    }
    parts.push(Span::raw(format!("   {}", money(batch.cost_micros.0))));
    buf.set_line(area.x, area.y + 1, &Line::from(parts), area.width);
}

fn grid(page: &mut Batch, area: Rect, buf: &mut Buffer, world: &World) {
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
    for (at, id) in page
        .items
        .iter()
        .enumerate()
        .skip(skip)
        .take(page.columns * page.rows)
    {
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
        put(
            buf,
            (area.x + cells(x * 2), area.y + cells(y)),
            glyph::letter(row.state),
            1,
            style,
        );
    }
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

fn failures(page: &mut Batch, area: Rect, buf: &mut Buffer, world: &World) {
    let look = world.look;
    let Some(groups) = page.groups.as_ref().filter(|_| area.height > 2) else {
        return;
    };
    page.group.fit(groups.len(), usize::from(area.height - 2));
    let items: usize = groups.iter().map(|group| group.jobs.len()).sum();
    let rule = glyph::pick(look, "─", "-").repeat(usize::from(area.width));
    put(buf, (area.x, area.y), &rule, area.width, look.rule());
    let title = format!(
        "{items} failed in {}",
        rgrid_shared::text::count(groups.len(), "way")
    );
    put(buf, (area.x, area.y + 1), &title, area.width, look.bad());
    let shown = groups.iter().enumerate().skip(page.group.top);
    for (y, (at, group)) in (area.y + 2..area.bottom()).zip(shown) {
        if page.in_groups && at == page.group.at {
            buf.set_style(Rect::new(area.x, y, area.width, 1), look.selected());
        }
        let said = group.signature.to_string();
        let text = format!("{:>2}  {:>5} x  {said}", at + 1, group.jobs.len());
        put(
            buf,
            (area.x, y),
            &cut(&text, usize::from(area.width), look.ascii),
            area.width,
            ratatui::style::Style::new(),
        );
    }
}

/// Puts the cursor on the clicked cell.
pub(super) fn click(page: &mut Batch, column: u16, row: u16) -> bool {
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
