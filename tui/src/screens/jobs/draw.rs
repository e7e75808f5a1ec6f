//! How the jobs look.

mod batch;

pub(super) mod head;

use ratatui::{buffer::Buffer, layout::Rect};

use super::Jobs;
use crate::{
    screens::{
        World,
        parts::{age, cost, nothing, took},
    },
    store::{Row, Which},
    widgets::{
        frame::middle,
        glyph,
        table::{self, Cell, Column, cell, left, right, styled},
    },
};
use batch::{bars, batch};

const COLUMNS: [Column; 8] = [
    left("", 1, 0),
    left("STATE", 17, 0),
    left("WHAT", 0, 0),
    left("SCRIPT", 18, 130),
    right("AGE", 4, 0),
    right("TOOK", 7, 0),
    right("EUR", 9, 0),
    left("NODE", 14, 100),
];
/// The table.
pub(super) fn table(jobs: &mut Jobs, area: Rect, buf: &mut Buffer, world: &World) {
    jobs.cursor
        .fit(jobs.lines.len(), usize::from(area.height.saturating_sub(1)));
    if jobs.lines.is_empty() {
        let narrowed =
            !jobs.filter.text.is_empty() || jobs.states.name() != "" || jobs.since.word() != "";
        let teaches: &[&str] = if narrowed {
            &["Nothing fits.", "Esc shows everything again."]
        } else {
            &[
                "No jobs yet.",
                "",
                "rgrid run process.py data.csv",
                "in another terminal runs one; it shows here at once.",
            ]
        };
        return middle(buf, area, &nothing(world, world.store.loaded, teaches));
    }
    let shown = jobs
        .lines
        .iter()
        .enumerate()
        .skip(jobs.cursor.top)
        .take(jobs.cursor.page);
    let rows: Vec<table::Row> = shown
        .map(|(at, which)| table::Row {
            cells: match which {
                Which::Batch(id) => batch(jobs, *id, world),
                Which::Job(id) => job(jobs, world.store.job(*id), world),
            },
            selected: at == jobs.cursor.at,
        })
        .collect();
    table::draw(buf, area, &COLUMNS, &rows, world.look);
    bars(jobs, area, buf, world);
}

fn mark(jobs: &Jobs, which: Which, world: &World) -> Cell {
    let marked = jobs.marks.contains(&which);
    let sign = if marked { glyph::mark(world.look) } else { "" };
    styled(sign, world.look.warn())
}

fn job(jobs: &Jobs, row: Option<&Row>, world: &World) -> Vec<Cell> {
    let look = world.look;
    let Some(row) = row else {
        return vec![cell("")];
    };
    let style = look.state(row.state);
    let indent = if row.batch.is_some() { "    " } else { "" };
    vec![
        mark(jobs, Which::Job(row.id), world),
        styled(
            format!("{} {}", glyph::state(look, row.state), row.end()),
            style,
        ),
        cell(format!("{indent}{}", row.what())),
        styled(row.script.to_string(), look.dim()),
        styled(age(row.created_at, world.now), look.dim()),
        cell(row.took(world.now).map(took).unwrap_or_default()),
        cell(cost(row.cost)),
        styled(
            row.node
                .map(|node| world.store.node_name(node))
                .unwrap_or_default(),
            look.dim(),
        ),
    ]
}
