//! The lines of the summary: counts and time, money, and where the outputs are.

#[cfg(test)]
mod tests;

use rgrid_shared::{id::BatchId, wire::batches::Batch};

use super::super::summary::Summary;
use crate::{exit::quote, table};

/// The lines, in their order.
pub(super) fn lines(batch: &Batch, summary: &Summary) -> Vec<String> {
    let reused = match summary.taken {
        0 => String::new(),
        taken => format!(" ({taken} reused)"),
    };
    let mut parts = vec![format!(
        "{} of {} succeeded{reused}",
        batch.succeeded, batch.total
    )];
    for (count, word) in [(batch.failed, "failed"), (batch.cancelled, "cancelled")] {
        if count > 0 {
            parts.push(format!("{count} {word}"));
        }
    }
    let counts = parts.join(", ");
    let cost = format!("cost {}", batch.cost_micros);
    let took = took(batch);
    let mut lines = vec![match took {
        Some(took) => format!("{counts} in {}; {cost}", table::duration(took)),
        None => format!("{counts}; {cost}"),
    }];
    lines.extend(took.and_then(|took| faster(took, summary.serial_ms)));
    lines.push(place(batch.id, summary));
    lines
}

/// How long the batch took, in milliseconds.
fn took(batch: &Batch) -> Option<u64> {
    let took = batch
        .finished_at?
        .signed_duration_since(batch.created_at)
        .num_milliseconds();
    u64::try_from(took).ok()
}

/// How much faster than one by one; nothing when it was not.
fn faster(took: u64, serial: u64) -> Option<String> {
    let tenths = serial.saturating_mul(10).checked_div(took).unwrap_or(0);
    if tenths <= 10 {
        return None;
    }
    let whole = tenths.checked_div(10).unwrap_or(0);
    let part = tenths.checked_rem(10).unwrap_or(0);
    Some(format!(
        "{whole}.{part} times as fast as one by one, which takes {}",
        table::duration(serial)
    ))
}

/// Where the outputs are of items that had all succeeded before.
pub(super) fn reused(summary: &Summary) -> Option<String> {
    let receipt = quote(summary.receipt.as_ref()?);
    let root = quote(&summary.root);
    Some(match summary.files {
        0 => format!("all their files are in {root}; {receipt} lists them"),
        files => format!(
            "{} fetched again into {root}; {receipt} lists all",
            table::count(files, "file")
        ),
    })
}

fn place(id: BatchId, summary: &Summary) -> String {
    if summary.remote_only {
        return format!("outputs are kept: rgrid download {id}");
    }
    if let (0, Some(path)) = (summary.files, &summary.receipt) {
        return format!("no output files; {} has the items", quote(path));
    }
    let files = format!(
        "{}, {} in {}",
        table::count(summary.files, "file"),
        table::size(summary.bytes),
        quote(&summary.root)
    );
    match &summary.receipt {
        Some(path) => format!("{files}; {} lists them", quote(path)),
        None => files,
    }
}
