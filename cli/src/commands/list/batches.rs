//! Batches, newest first.

use chrono::{TimeDelta, Utc};
use rgrid_shared::{
    client::Client,
    wire::batches::{Batch, BatchPage},
};

use super::ListArgs;
use crate::{exit::Result, printer::Printer, table};

/// Lists them.
pub(super) async fn show(printer: &Printer, client: &Client, args: &ListArgs) -> Result<()> {
    let page = pages(client, args).await?;
    if printer.json {
        return printer.document(&page);
    }
    if printer.quiet {
        return page
            .batches
            .iter()
            .try_for_each(|batch| printer.line(batch.id));
    }
    if page.batches.is_empty() {
        printer.note("no such batches");
        return Ok(());
    }
    let rows: Vec<_> = page.batches.iter().map(row).collect();
    let head = [
        "BATCH",
        "MADE",
        "JOBS",
        "SUCCEEDED",
        "FAILED",
        "COST",
        "STATE",
    ];
    table::print_fitting(printer, &head, rows, &["COST", "STATE"])?;
    if page.batches.iter().any(|batch| batch.failed > 0) {
        printer.note("rgrid failures BATCH    shows what failed; rgrid retry BATCH runs it again");
    }
    Ok(())
}

async fn pages(client: &Client, args: &ListArgs) -> Result<BatchPage> {
    let most = usize::try_from(args.limit).unwrap_or(usize::MAX);
    let mut all = BatchPage {
        batches: Vec::new(),
        next: None,
    };
    let oldest = args.since.map(|since| TimeDelta::seconds(since.into()));
    loop {
        let page = client.list_batches(all.next).await?;
        let empty = page.batches.is_empty();
        let mut fresh = page.batches;
        let fetched = fresh.len();
        fresh.retain(|batch| {
            let age = Utc::now().signed_duration_since(batch.created_at);
            oldest.is_none_or(|oldest| age <= oldest)
        });
        let old = fresh.len() < fetched;
        all.batches.extend(fresh);
        all.next = page.next.filter(|_| !old);
        if all.batches.len() > most {
            all.batches.truncate(most);
            all.next = all.batches.last().map(|batch| batch.id);
        }
        if all.batches.len() >= most || empty || all.next.is_none() {
            return Ok(all);
        }
    }
}

fn row(batch: &Batch) -> Vec<String> {
    let state = match batch.finished_at {
        Some(_) => "ended".to_owned(),
        None => format!("{} running, {} waiting", batch.running, batch.waiting),
    };
    vec![
        batch.id.to_string(),
        table::ago(batch.created_at, Utc::now()),
        batch.total.to_string(),
        batch.succeeded.to_string(),
        batch.failed.to_string(),
        batch.cost_micros.to_string(),
        state,
    ]
}
