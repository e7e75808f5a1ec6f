//! Tables, times and amounts as people read them.

#[cfg(test)]
mod tests;

use chrono::{DateTime, Utc};

use crate::{exit::Result, printer::Printer};

/// Prints rows under a head, in columns as wide as needed; the last column is not padded.
///
/// # Errors
/// When stdout cannot be written.
pub fn print(printer: &Printer, head: &[&str], rows: &[Vec<String>]) -> Result<()> {
    let head: Vec<String> = head.iter().map(ToString::to_string).collect();
    let wide = |column: usize| {
        let cells = rows.iter().chain([&head]).filter_map(|row| row.get(column));
        cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..head.len()).map(wide).collect();
    let line = |row: &[String]| {
        let cells: Vec<_> = row
            .iter()
            .zip(&widths)
            .map(|(cell, &width)| format!("{cell:<width$}"))
            .collect();
        cells.join("  ").trim_end().to_owned()
    };
    printer.line(printer.paint().bold(&line(&head)))?;
    for row in rows {
        printer.line(line(row))?;
    }
    Ok(())
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

/// How long: `320 ms`, `4.2 s`, `3 m 20 s`, `2 h 5 m`.
#[must_use]
pub fn duration(ms: u64) -> String {
    let seconds = ms.checked_div(1_000).unwrap_or(0);
    let parts = |whole: u64| {
        (
            seconds.checked_div(whole).unwrap_or(0),
            seconds.checked_rem(whole).unwrap_or(0),
        )
    };
    match seconds {
        0 => format!("{ms} ms"),
        1..60 => {
            let tenths = ms
                .checked_div(100)
                .and_then(|tenths| tenths.checked_rem(10))
                .unwrap_or(0);
            format!("{seconds}.{tenths} s")
        }
        60..3_600 => {
            let (minutes, rest) = parts(60);
            format!("{minutes} m {rest} s")
        }
        _ => {
            let (hours, rest) = parts(3_600);
            format!("{hours} h {} m", rest.checked_div(60).unwrap_or(0))
        }
    }
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

/// How many bytes: `512 B`, `1.5 KiB`, `20.0 MiB`.
#[must_use]
pub fn size(bytes: u64) -> String {
    indicatif::BinaryBytes(bytes).to_string()
}
