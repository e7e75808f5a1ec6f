//! How the jobs look.

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    style::Style,
    text::{Line, Span},
};
use rgrid_shared::{id::BatchId, job::JobState};

use super::Jobs;
use crate::{
    screens::{
        World,
        parts::{age, cost, nothing, titled, took},
    },
    store::{Row, Which, tail},
    widgets::{
        bar,
        frame::middle,
        glyph,
        table::{self, Cell, Column, cell, left, right, styled},
    },
};

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
/// How wide the bar of a batch is.
const BAR: usize = 17;

/// The second line: how much of what there is.
pub(super) fn head(jobs: &Jobs, world: &World) -> Line<'static> {
    let look = world.look;
    let (mut running, mut waiting) = (0, 0);
    for row in world.store.jobs() {
        match row.state {
            JobState::Running => running += 1,
            JobState::AwaitingInput | JobState::Held | JobState::Queued => waiting += 1,
            JobState::Succeeded | JobState::Failed | JobState::TimedOut | JobState::Cancelled => {}
        }
    }
    let some = |count: usize, word: &str, style: Style| {
        let text = if count > 0 {
            format!("{count} {word}")
        } else {
            String::new()
        };
        Span::styled(text, style)
    };
    let filter = match (&jobs.filter.text, jobs.filter.broken) {
        (text, _) if text.is_empty() => Span::raw(""),
        (text, true) => Span::styled(format!("/{text} is no pattern"), look.bad()),
        (text, false) => Span::styled(format!("/{text}"), look.accent()),
    };
    let since = match jobs.since.word() {
        "" => String::new(),
        word => format!("last {word}"),
    };
    let more = if world.store.more {
        "older ones are on the server"
    } else {
        ""
    };
    titled(
        look,
        "Jobs",
        vec![
            some(running, "running", look.live()),
            some(waiting, "waiting", look.dim()),
            some(jobs.marks.len(), "marked", look.warn()),
            filter,
            Span::styled(jobs.states.name(), look.accent()),
            Span::styled(since, look.accent()),
            Span::styled(jobs.sort.name(), look.accent()),
            Span::styled(more, look.dim()),
        ],
    )
}

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

fn batch(jobs: &Jobs, id: BatchId, world: &World) -> Vec<Cell> {
    let look = world.look;
    let Some(batch) = world.store.batch(id) else {
        return vec![cell("")];
    };
    let first = world.store.first_of(id);
    let script = first
        .map(|row| row.script.to_string())
        .unwrap_or_else(|| tail(&id));
    let fold = glyph::fold(look, jobs.open.contains(&id));
    let mut what = format!("{fold} {script}  {}/{}", batch.ended(), batch.total);
    if batch.failed > 0 {
        what.push_str(&format!("  {} failed", batch.failed));
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

/// Where a job has its state a batch has its bar.
fn bars(jobs: &Jobs, area: Rect, buf: &mut Buffer, world: &World) {
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
