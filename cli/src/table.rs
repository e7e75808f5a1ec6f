//! Tables, times and amounts as people read them.

mod amount;
mod fit;
#[cfg(test)]
mod tests;

use chrono::{DateTime, Utc};

use crate::{exit::Result, printer::Printer};
pub use amount::{amount, count, duration, size};
use fit::fit;

/// Prints rows under a head, in columns as wide as needed; the last column is not padded.
///
/// # Errors
/// When stdout cannot be written.
pub fn print(printer: &Printer, head: &[&str], rows: &[Vec<String>]) -> Result<()> {
    let head: Vec<String> = head.iter().map(ToString::to_string).collect();
    lines(printer, &head, rows)
}

/// The same, but no wider than the terminal: without columns of `spare`, and with the last one cut.
///
/// # Errors
/// When stdout cannot be written.
pub fn print_fitting(
    printer: &Printer,
    head: &[&str],
    mut rows: Vec<Vec<String>>,
    spare: &[&str],
) -> Result<()> {
    let mut head: Vec<String> = head.iter().map(ToString::to_string).collect();
    if let Some(width) = printer.width() {
        fit(&mut head, &mut rows, spare, width);
    }
    lines(printer, &head, &rows)
}

fn lines(printer: &Printer, head: &[String], rows: &[Vec<String>]) -> Result<()> {
    let widths = widths(head, rows);
    let line = |row: &[String]| {
        let cells: Vec<_> = row
            .iter()
            .zip(&widths)
            .map(|(cell, &width)| format!("{cell:<width$}"))
            .collect();
        cells.join("  ").trim_end().to_owned()
    };
    printer.line(printer.paint().bold(&line(head)))?;
    rows.iter().try_for_each(|row| printer.line(line(row)))
}

/// How wide each column is.
fn widths(head: &[String], rows: &[Vec<String>]) -> Vec<usize> {
    let wide = |(column, name): (usize, &String)| {
        let cells = rows.iter().filter_map(|row| row.get(column));
        let cells = cells.map(|cell| cell.chars().count());
        cells.max().unwrap_or(0).max(name.chars().count())
    };
    head.iter().enumerate().map(wide).collect()
}

/// A text that may stand on one line of a screen.
#[must_use]
pub fn plain(text: &str) -> String {
    text.chars()
        .flat_map(|c| {
            if c.is_control() {
                c.escape_default().collect()
            } else {
                vec![c]
            }
        })
        .collect()
}

/// How long ago: `12 s ago`, `3 h ago`, `5 d ago`.
#[must_use]
pub fn ago(then: DateTime<Utc>, now: DateTime<Utc>) -> String {
    let seconds = now.signed_duration_since(then).num_seconds().max(0);
    let (unit, length) = match seconds {
        0..60 => ("s", 1),
        60..3_600 => ("m", 60),
        3_600..86_400 => ("h", 3_600),
        _ => ("d", 86_400),
    };
    format!("{} {unit} ago", seconds.checked_div(length).unwrap_or(0))
}
