//! What is said of a batch: a line while it runs, and the summary at its end.

#[cfg(test)]
mod tests;

use std::path::PathBuf;

use rgrid_shared::{
    error::exit,
    id::BatchId,
    job::JobState,
    wire::{batches::Batch, jobs::Job},
};

use crate::{
    attach::verdict,
    exit::{Failure, Result, quote},
    printer::Printer,
    table,
};

/// How many failed items are listed.
const LISTED: usize = 10;

/// How a batch ended, and what came home.
#[derive(Debug)]
pub(super) struct Summary {
    pub(super) id: BatchId,
    pub(super) batch: Option<Batch>,
    /// The jobs that did not succeed.
    pub(super) unwell: Vec<Job>,
    pub(super) files: usize,
    pub(super) bytes: u64,
    /// The first failure to bring something home.
    pub(super) lost: Option<Failure>,
    root: PathBuf,
    remote_only: bool,
}

impl Summary {
    pub(super) fn new(id: BatchId, root: PathBuf, remote_only: bool) -> Self {
        Self {
            id,
            batch: None,
            unwell: Vec::new(),
            files: 0,
            bytes: 0,
            lost: None,
            root,
            remote_only,
        }
    }
}

/// Prints the summary; fails unless every item succeeded and came home.
pub(super) fn print(printer: &Printer, summary: &Summary) -> Result<()> {
    let Some(batch) = &summary.batch else {
        return Err(Failure::internal("the batch has no end"));
    };
    if printer.json {
        printer.document(
            &serde_json::json!({ "batch": batch, "files": summary.files, "bytes": summary.bytes }),
        )?;
    } else if !printer.quiet {
        printer.tell(sentence(batch, summary));
        failed_items(printer, summary);
    }
    if let Some(lost) = &summary.lost {
        return Err(lost.clone().hint(format!("rgrid download {}", summary.id)));
    }
    if summary.unwell.is_empty() && batch.succeeded == batch.total {
        return Ok(());
    }
    if !(printer.json || printer.quiet) {
        printer.hint(format_args!(
            "rgrid retry {}    runs those again that did not succeed",
            summary.id
        ));
    }
    Err(Failure::ended(exit::SOME_FAILED))
}

fn sentence(batch: &Batch, summary: &Summary) -> String {
    let mut parts = vec![format!("{} of {} succeeded", batch.succeeded, batch.total)];
    for (count, word) in [(batch.failed, "failed"), (batch.cancelled, "cancelled")] {
        if count > 0 {
            parts.push(format!("{count} {word}"));
        }
    }
    let took = batch.finished_at.map(|end| {
        end.signed_duration_since(batch.created_at)
            .num_milliseconds()
    });
    let took = took
        .and_then(|ms| u64::try_from(ms).ok())
        .map_or(String::new(), |ms| format!(" in {}", table::duration(ms)));
    let place = if summary.remote_only {
        format!("outputs are kept: rgrid download {}", summary.id)
    } else {
        format!(
            "{}, {} in {}",
            table::count(summary.files, "file"),
            table::size(summary.bytes),
            quote(&summary.root)
        )
    };
    format!(
        "{}{took}; cost {}; {place}",
        parts.join(", "),
        batch.cost_micros
    )
}

fn failed_items(printer: &Printer, summary: &Summary) {
    for job in summary
        .unwell
        .iter()
        .filter(|job| job.state != JobState::Cancelled)
        .take(LISTED)
    {
        let name = job
            .name
            .as_ref()
            .map_or_else(|| job.id.to_string(), |name| quote(name.as_ref()));
        let why = verdict::sentence(job).unwrap_or_default();
        printer.tell(format_args!(
            "{name}: {why}  (rgrid logs --tail 20 {})",
            job.id
        ));
    }
    if summary.unwell.len() > LISTED {
        printer.hint(format_args!(
            "rgrid list --batch {} -s failed    lists all",
            summary.id
        ));
    }
}
