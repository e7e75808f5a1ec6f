//! How far a batch is, in a bar and in numbers.

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    text::{Line, Span},
};
use rgrid_shared::wire::batches;

use crate::{
    screens::{
        World,
        parts::{money, took},
    },
    widgets::bar,
};

pub(super) fn progress(batch: &batches::Batch, area: Rect, buf: &mut Buffer, world: &World) {
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
