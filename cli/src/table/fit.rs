//! Fit: a table that is no wider than the terminal, so that a row is a line.

use super::widths;

/// What the last column should have at least.
const LEAST: usize = 16;

/// Takes columns of `spare` away, in their order, until the last column has room; cuts what is still too long.
pub(super) fn fit(head: &mut Vec<String>, rows: &mut [Vec<String>], spare: &[&str], width: usize) {
    let mut spare = spare.iter();
    loop {
        let wide = widths(head, rows);
        let Some((&last, others)) = wide.split_last() else {
            return;
        };
        let taken = others.iter().fold(0_usize, |sum, width| {
            sum.saturating_add(*width).saturating_add(2)
        });
        let room = width.saturating_sub(taken);
        if room >= last.min(LEAST) {
            return cut(rows, room);
        }
        let Some(name) = spare.next() else {
            return cut(rows, room.max(1));
        };
        if let Some(at) = head.iter().position(|cell| cell == name) {
            head.remove(at);
            rows.iter_mut()
                .filter(|row| row.len() > at)
                .for_each(|row| drop(row.remove(at)));
        }
    }
}

/// Cuts the last cell of each row.
fn cut(rows: &mut [Vec<String>], room: usize) {
    for cell in rows.iter_mut().filter_map(|row| row.last_mut()) {
        if cell.chars().count() > room {
            let kept: String = cell.chars().take(room.saturating_sub(1)).collect();
            *cell = format!("{kept}…");
        }
    }
}
