//! A batch with its counts.

use chrono::Utc;
use rgrid_shared::{client::Client, id::BatchId, wire::batches::Batch};

use crate::{attach::waits, exit::Result, printer::Printer, table};

/// Shows it.
pub(super) async fn show(printer: &Printer, client: &Client, id: BatchId) -> Result<()> {
    let batch = client.batch(id).await?;
    if printer.json {
        return printer.document(&batch);
    }
    for (name, value) in batch_facts(&batch) {
        printer.line(format_args!(
            "{} {value}",
            printer.paint().dim(&format!("{name:<9}"))
        ))?;
    }
    Ok(())
}

fn batch_facts(batch: &Batch) -> Vec<(&'static str, String)> {
    let Batch {
        total,
        waiting,
        running,
        succeeded,
        failed,
        cancelled,
        ..
    } = batch;
    let mut facts = vec![
        ("batch", batch.id.to_string()),
        (
            "jobs",
            format!("{total}, at most {} at a time", batch.parallel),
        ),
        (
            "state",
            format!(
                "{succeeded} succeeded, {failed} failed, {cancelled} cancelled, {running} running, {waiting} waiting"
            ),
        ),
        ("made", table::ago(batch.created_at, Utc::now())),
        ("cost", batch.cost_micros.to_string()),
    ];
    if let Some(why) = &batch.waiting_for {
        facts.push(("waits", waits::sentence(why)));
        facts.extend(why.hint.clone().map(|hint| ("next", hint)));
        return facts;
    }
    if *failed > 0 {
        facts.push(("failed", format!("rgrid failures {}", batch.id)));
    }
    // One that still runs is not tried again.
    if batch.finished_at.is_some() {
        let is_whole = *failed == 0 && *succeeded > 0;
        let verb = if is_whole { "download" } else { "retry" };
        facts.push(("next", format!("rgrid {verb} {}", batch.id)));
    }
    facts
}
