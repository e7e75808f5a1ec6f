//! Tables, times and amounts as people read them.

mod fit;
#[cfg(test)]
mod tests;

use crate::{exit::Result, printer::Printer};
use fit::fit;
pub use rgrid_shared::text::{ago, amount, count, duration, plain};

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

/// How many bytes: `512 B`, `1.5 KiB`, `20.0 MiB`.
#[must_use]
pub fn size(bytes: u64) -> String {
    indicatif::BinaryBytes(bytes).to_string()
}
