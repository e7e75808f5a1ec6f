//! Table: aligned columns under a head; one column takes what the others leave.

use ratatui::{buffer::Buffer, layout::Rect, style::Style};

use super::text::{cells, fit, put};
use crate::theme::Look;

/// A column.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// What its head says.
    pub title: &'static str,
    /// How many cells; 0 takes what the others leave.
    pub width: u16,
    /// Whether its words stand to the right.
    pub right: bool,
    /// It is only shown when the table is at least so wide.
    pub from: u16,
}

/// A column of words.
#[must_use]
pub const fn left(title: &'static str, width: u16, from: u16) -> Column {
    Column {
        title,
        width,
        right: false,
        from,
    }
}

/// A column of numbers.
#[must_use]
pub const fn right(title: &'static str, width: u16, from: u16) -> Column {
    Column {
        title,
        width,
        right: true,
        from,
    }
}

/// A cell of a row.
#[derive(Debug, Clone)]
pub struct Cell {
    /// What it says.
    pub text: String,
    /// How it looks.
    pub style: Style,
}

/// A cell of plain text.
pub fn cell(text: impl Into<String>) -> Cell {
    styled(text, Style::new())
}

/// A cell with a style.
pub fn styled(text: impl Into<String>, style: Style) -> Cell {
    Cell {
        text: text.into(),
        style,
    }
}

/// A row: its cells in the order of the columns, and whether it is under the cursor.
#[derive(Debug, Clone)]
pub struct Row {
    /// The cells.
    pub cells: Vec<Cell>,
    /// Whether it is under the cursor.
    pub selected: bool,
}

/// The columns that are shown in `wide` cells, with their widths; two cells are between any two.
#[must_use]
pub fn widths(columns: &[Column], wide: u16) -> Vec<(usize, u16)> {
    let shown = || columns.iter().enumerate().filter(|(_, c)| wide >= c.from);
    let fixed = shown().fold(0, |sum: u16, (_, c)| sum.saturating_add(c.width));
    let gaps = cells(shown().count().saturating_sub(1)).saturating_mul(2);
    let rest = wide.saturating_sub(fixed.saturating_add(gaps));
    shown()
        .map(|(at, c)| (at, if c.width == 0 { rest } else { c.width }))
        .collect()
}

/// Draws head and rows; rows that do not fit are left out.
pub fn draw(buf: &mut Buffer, area: Rect, columns: &[Column], rows: &[Row], look: Look) {
    let widths = widths(columns, area.width);
    let mut x = area.x;
    for (at, wide) in &widths {
        let Some(column) = columns.get(*at) else {
            continue;
        };
        let title = fit(column.title, usize::from(*wide), column.right, look.ascii);
        x = put(buf, (x, area.y), &title, *wide, look.dim()) + 2;
    }
    for (y, row) in (area.y.saturating_add(1)..area.bottom()).zip(rows) {
        let mut x = area.x;
        if row.selected {
            buf.set_style(Rect::new(area.x, y, area.width, 1), look.selected());
        }
        for (at, wide) in &widths {
            let (Some(column), Some(cell)) = (columns.get(*at), row.cells.get(*at)) else {
                continue;
            };
            let text = fit(&cell.text, usize::from(*wide), column.right, look.ascii);
            x = put(buf, (x, y), &text, *wide, cell.style) + 2;
        }
    }
}
