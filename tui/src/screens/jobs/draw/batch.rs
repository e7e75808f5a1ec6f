//! A batch in the list of jobs: a line with a bar.

use ratatui::{buffer::Buffer, layout::Rect, text::Line};
use rgrid_shared::id::BatchId;

use super::mark;
use crate::{
    screens::{
        World,
        jobs::Jobs,
        parts::{age, cost, took},
    },
    store::{Which, tail},
    widgets::{
        bar, glyph,
        table::{Cell, cell, styled},
    },
};

/// How wide the bar of a batch is.
const BAR: usize = 17;

pub(super) fn batch(jobs: &Jobs, id: BatchId, world: &World) -> Vec<Cell> {
    let look = world.look;
    let Some(batch) = world.store.batch(id) else {
        return vec![cell("")];
    };
    let first = world.store.first_of(id);
    let script = first.map_or_else(|| tail(&id), |row| row.script.to_string());
    let fold = glyph::fold(look, jobs.open.contains(&id));
    let mut what = format!("{fold} {script}  {}/{}", batch.ended(), batch.total);
    if batch.failed > 0 {
        what = format!("{what}  {} failed", batch.failed);
    }
    let style = if batch.failed > 0 {
        look.bad()
    } else {
        look.title()
    };
    let end = batch.finished_at.unwrap_or(world.now);
    let ms = end
        .signed_duration_since(batch.created_at)
        .num_milliseconds();
    vec![
        mark(jobs, Which::Batch(id), world),
        cell(""),
        styled(what, style),
        styled("", look.dim()),
        styled(age(batch.created_at, world.now), look.dim()),
        cell(took(u64::try_from(ms).unwrap_or(0))),
        cell(cost(batch.cost_micros.0)),
        styled(format!("{} at a time", batch.parallel), look.dim()),
    ]
}

/// Where a job has its state a batch has its bar.
pub(super) fn bars(jobs: &Jobs, area: Rect, buf: &mut Buffer, world: &World) {
    let shown = jobs
        .lines
        .iter()
        .skip(jobs.cursor.top)
        .take(jobs.cursor.page);
    for (y, which) in (area.y + 1..area.bottom()).zip(shown) {
        let Which::Batch(id) = which else { continue };
        if let Some(batch) = world.store.batch(*id) {
            let bar = Line::from(bar::batch(batch, BAR, world.look));
            buf.set_line(area.x + 3, y, &bar, 17);
        }
    }
}
