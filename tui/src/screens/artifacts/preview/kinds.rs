//! Kinds of files, and how each is shown as text.

use crate::widgets::text::{fit, visible, width};

/// So many lines are shown at most.
const MOST_LINES: usize = 10_000;

/// No column of a table is wider.
const WIDEST: usize = 32;

/// The lines of a file.
pub(super) fn lines(path: &str, bytes: &[u8]) -> Vec<String> {
    let ending = path
        .rsplit_once('.')
        .map(|(_, ending)| ending.to_lowercase());
    let text = std::str::from_utf8(bytes)
        .ok()
        .filter(|text| !text.contains('\0'));
    let Some(text) = text else {
        return numbers(bytes);
    };
    match ending.as_deref() {
        Some("csv") => table(text, ','),
        Some("tsv") => table(text, '\t'),
        Some("json") => json(text),
        _ => plain(text),
    }
}

fn plain(text: &str) -> Vec<String> {
    let lines = text.lines().take(MOST_LINES);
    lines.map(|line| visible(line.as_bytes())).collect()
}

fn json(text: &str) -> Vec<String> {
    let value: Result<serde_json::Value, _> = serde_json::from_str(text);
    let pretty = value
        .ok()
        .and_then(|value| serde_json::to_string_pretty(&value).ok());
    plain(pretty.as_deref().unwrap_or(text))
}

/// Columns as wide as their widest cell.
fn table(text: &str, by: char) -> Vec<String> {
    let rows: Vec<Vec<String>> = text
        .lines()
        .take(MOST_LINES)
        .map(|line| {
            split(line, by)
                .iter()
                .map(|cell| visible(cell.as_bytes()))
                .collect()
        })
        .collect();
    let mut wide: Vec<usize> = Vec::new();
    for row in &rows {
        wide.resize(wide.len().max(row.len()), 0);
        for (most, cell) in wide.iter_mut().zip(row) {
            *most = (*most).max(width(cell)).min(WIDEST);
        }
    }
    let line = |row: &Vec<String>| {
        let cells = row
            .iter()
            .zip(&wide)
            .map(|(cell, wide)| fit(cell, *wide, false, false));
        let cells: Vec<_> = cells.collect();
        cells.join("  ").trim_end().to_owned()
    };
    rows.iter().map(line).collect()
}

/// The cells of a line; quotes hold what has the separator in it.
fn split(line: &str, by: char) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut quoted = false;
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        let Some(cell) = cells.last_mut() else { break };
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                chars.next();
                cell.push('"');
            }
            '"' => quoted = !quoted,
            c if c == by && !quoted => cells.push(String::new()),
            c => cell.push(c),
        }
    }
    cells
}

/// Bytes as numbers and letters, sixteen a line.
fn numbers(bytes: &[u8]) -> Vec<String> {
    let line = |(at, bytes): (usize, &[u8])| {
        let hex: Vec<_> = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        let letters: String = bytes
            .iter()
            .map(|byte| {
                if byte.is_ascii_graphic() {
                    char::from(*byte)
                } else {
                    '.'
                }
            })
            .collect();
        format!("{:08x}  {:<47}  {letters}", at * 16, hex.join(" "))
    };
    bytes
        .chunks(16)
        .take(MOST_LINES)
        .enumerate()
        .map(line)
        .collect()
}
