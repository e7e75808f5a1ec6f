//! What is said of a batch at its end: one screen.

mod words;

use rgrid_shared::{error::exit, id::BatchId, job::JobState, wire::jobs::Job};

use super::summary::Summary;
use crate::{
    attach::verdict,
    exit::{Failure, Result, quote},
    printer::Printer,
};

/// How many failed items are listed.
const LISTED: usize = 10;

/// Prints the summary; fails unless every item succeeded and came home.
pub(super) fn print(printer: &Printer, summary: &Summary) -> Result<()> {
    let Some(batch) = &summary.batch else {
        return Err(Failure::internal("the batch has no end"));
    };
    if printer.json {
        printer.document(&serde_json::json!({
            "batch": batch,
            "files": summary.files,
            "bytes": summary.bytes,
            "serial_ms": summary.serial_ms,
            "reused": summary.reused.saturating_add(summary.taken),
            "manifest": summary.receipt,
        }))?;
    } else if !printer.quiet {
        for line in words::lines(batch, summary) {
            printer.tell(line);
        }
        failed_items(printer, batch.id, summary);
    }
    if let Some(lost) = &summary.lost {
        return Err(lost.clone().hint(format!("rgrid download {}", batch.id)));
    }
    if summary.unwell.is_empty() && batch.succeeded == batch.total {
        return Ok(());
    }
    if !(printer.json || printer.quiet) {
        printer.hint(format_args!(
            "rgrid retry {}    runs those again that did not succeed",
            batch.id
        ));
    }
    Err(Failure::ended(exit::SOME_FAILED))
}

/// Prints the summary where nothing was submitted.
pub(super) fn print_reused(printer: &Printer, summary: &Summary) -> Result<()> {
    if printer.json {
        printer.document(&serde_json::json!({
            "batch": null,
            "files": summary.files,
            "bytes": summary.bytes,
            "serial_ms": 0,
            "reused": summary.reused,
            "manifest": summary.receipt,
        }))?;
    } else if let Some(place) = words::reused(summary) {
        printer.tell(place);
    }
    match &summary.lost {
        Some(lost) => Err(lost.clone().hint("type it again")),
        None => Ok(()),
    }
}

fn failed_items(printer: &Printer, id: BatchId, summary: &Summary) {
    let failed = |job: &&Job| job.state != JobState::Cancelled;
    for job in summary.unwell.iter().filter(failed).take(LISTED) {
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
    if summary.unwell.iter().filter(failed).count() > 1 {
        printer.hint(format_args!(
            "rgrid failures {id}    groups them by their error"
        ));
    }
}
