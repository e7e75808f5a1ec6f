//! How files look: a list, and below it what is in one.

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    text::{Line, Span},
};
use rgrid_shared::{text::count, wire::artifacts::Artifact};

use super::Artifacts;
use crate::{
    screens::{
        World,
        parts::{marked, nothing, size, titled},
    },
    theme::Look,
    widgets::{
        frame::{lines, middle},
        glyph,
        table::{self, Cell, Column, Row, cell, left, right, styled},
        text::{cells, cut, put, safe},
    },
};

const COLUMNS: [Column; 4] = [
    left("", 1, 0),
    right("SIZE", 11, 0),
    left("FILE", 0, 0),
    left("SHA-256", 12, 100),
];

/// Title, job, how many.
pub(super) fn head(page: &Artifacts, world: &World) -> Line<'static> {
    let look = world.look;
    let row = world.store.job(page.id);
    let files = page.files.as_ref().map(|files| {
        let bytes = files.iter().map(|file| file.artifact.size).sum();
        format!("{}, {}", count(files.len(), "file"), size(bytes))
    });
    let filter = page.filter.shown();
    let marks = marked(page.marks.len());
    titled(
        look,
        "Files",
        vec![
            Span::raw(row.map(crate::store::Row::what).unwrap_or_default()),
            Span::styled(files.unwrap_or_default(), look.dim()),
            Span::styled(filter, look.accent()),
            Span::styled(marks, look.warn()),
        ],
    )
}

/// The list, and the preview when there is one.
pub(super) fn all(page: &mut Artifacts, area: Rect, buf: &mut Buffer, world: &World) {
    let length = page.shown().len();
    let high = if page.preview.is_some() {
        (cells(length) + 1).min(area.height / 3).max(3)
    } else {
        area.height
    };
    page.cursor.fit(length, usize::from(high.saturating_sub(1)));
    if length == 0 {
        return middle(buf, area, &none(page, world));
    }
    let look = world.look;
    let shown = page.shown().into_iter().enumerate();
    let rows: Vec<Row> = shown
        .skip(page.cursor.top)
        .take(page.cursor.page)
        .map(|(at, file)| Row {
            cells: row(page, &file.artifact, look),
            selected: at == page.cursor.at,
        })
        .collect();
    table::draw(
        buf,
        Rect::new(area.x, area.y, area.width, high),
        &COLUMNS,
        &rows,
        look,
    );
    let below = Rect::new(area.x, area.y + high, area.width, area.height - high);
    preview(page, below, buf, world);
}

fn row(page: &Artifacts, artifact: &Artifact, look: Look) -> Vec<Cell> {
    let marked = page.marks.contains(&artifact.path);
    let sign = if marked { glyph::mark(look) } else { "" };
    let run = if artifact.executable { " *" } else { "" };
    let digest = artifact.digest.to_string();
    let digest = digest.get(..12).unwrap_or_default();
    vec![
        styled(sign, look.warn()),
        styled(size(artifact.size), look.dim()),
        cell(format!("{}{run}", safe(artifact.path.as_str()))),
        styled(digest, look.dim()),
    ]
}

/// What stands where no files are.
fn none(page: &Artifacts, world: &World) -> Vec<Line<'static>> {
    let job = world.store.job(page.id);
    let ended = job.is_none_or(|row| row.state.is_final());
    let teaches: &[&str] = match (page.filter.is_off(), ended) {
        (false, _) => &["No file fits.", "Esc shows all again."],
        (true, true) => &[
            "It brought nothing home.",
            "What a script writes into its working folder comes home.",
        ],
        (true, false) => &["Nothing yet.", "Files come home when it ends."],
    };
    nothing(world, page.files.is_some(), teaches)
}

fn preview(page: &mut Artifacts, area: Rect, buf: &mut Buffer, world: &World) {
    let look = world.look;
    let Some(preview) = page.preview.as_mut().filter(|_| area.height > 1) else {
        return;
    };
    let rule = glyph::pick(look, "─", "-").repeat(usize::from(area.width));
    put(buf, (area.x, area.y), &rule, area.width, look.rule());
    let name = format!(" {}  ^D ^U scroll ", safe(preview.path.as_str()));
    put(buf, (area.x + 1, area.y), &name, area.width, look.accent());
    preview.page = usize::from(area.height - 1).max(1);
    let inner = Rect::new(area.x, area.y + 1, area.width, area.height - 1);
    let Some(text) = &preview.lines else {
        return lines(buf, inner, &[Line::styled("Loading.", look.dim())]);
    };
    let wide = usize::from(area.width);
    let shown = text.iter().skip(preview.top).take(preview.page);
    let shown: Vec<Line<'_>> = shown
        .map(|line| Line::from(cut(line, wide, look.ascii)))
        .collect();
    lines(buf, inner, &shown);
}
