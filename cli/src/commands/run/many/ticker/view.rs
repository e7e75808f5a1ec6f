//! The lines of the view: counts, transfers, the items that ended last, and the keys; one line where there is little room.

use std::time::Duration;

use rgrid_shared::{
    job::JobState,
    wire::{batches::Batch, jobs::Job},
};

use super::Ticker;
use crate::{attach::verdict, exit::quote, printer::Printer, table};

/// Narrower terminals get one line.
const NARROW: usize = 60;

/// The view in so many columns.
pub(super) fn lines(ticker: &Ticker, batch: &Batch, printer: &Printer, width: usize) -> String {
    let elapsed = ticker.begun.elapsed();
    if width < NARROW {
        return cut(&short(batch, elapsed), width);
    }
    let mut lines = vec![line(batch, elapsed)];
    if let Some(traffic) = printer.traffic() {
        let sent = traffic.sent.words("sent", elapsed);
        let fetched = traffic.fetched.words("fetched", elapsed);
        let both: Vec<_> = sent.into_iter().chain(fetched).collect();
        lines.extend((!both.is_empty()).then(|| format!("  {}", both.join("; "))));
    }
    lines.extend(ticker.recent.iter().map(|text| format!("  {text}")));
    if ticker.keys {
        lines.push("  keys: l log, f failures, d detach, c cancel, ? help".to_owned());
    }
    let lines: Vec<_> = lines.iter().map(|line| cut(line, width)).collect();
    lines.join("\n")
}

/// `12/100 done, 1 failed, 10 running, 4.2 s, 2.9/s, 31 s left, 0.0012 EUR`.
pub(super) fn line(batch: &Batch, elapsed: Duration) -> String {
    let done = batch.ended();
    let mut parts = vec![format!("{done}/{} done", batch.total)];
    if batch.failed > 0 {
        parts.push(format!("{} failed", batch.failed));
    }
    parts.push(format!("{} running", batch.running));
    let spent = milliseconds(elapsed);
    parts.push(table::duration(spent));
    parts.extend(rate(done, spent));
    parts.extend(left(batch, spent));
    parts.push(batch.cost_micros.to_string());
    parts.join(", ")
}

fn short(batch: &Batch, elapsed: Duration) -> String {
    let mut parts = vec![format!("{}/{}", batch.ended(), batch.total)];
    if batch.failed > 0 {
        parts.push(format!("{} failed", batch.failed));
    }
    parts.extend(left(batch, milliseconds(elapsed)));
    parts.join(", ")
}

fn milliseconds(elapsed: Duration) -> u64 {
    u64::try_from(elapsed.as_millis()).unwrap_or(u64::MAX)
}

/// How long it takes still, if it goes on as it did.
fn left(batch: &Batch, spent: u64) -> Option<String> {
    let done = batch.ended();
    let left = u64::from(batch.total.saturating_sub(done));
    let wait = spent.saturating_mul(left).checked_div(done.into());
    let wait = wait.filter(|_| left > 0 && done > 0)?;
    Some(format!("{} left", table::duration(wait)))
}

/// `2.9/s`, or `12/min` when it is slower than one a second.
fn rate(done: u32, spent: u64) -> Option<String> {
    let per = |ms: u64| u64::from(done).saturating_mul(ms).checked_div(spent);
    let tenths = per(10_000).filter(|_| done > 0)?;
    if tenths < 10 {
        return Some(format!("{}/min", per(60_000)?));
    }
    let (whole, part) = (tenths.checked_div(10)?, tenths.checked_rem(10)?);
    Some(format!("{whole}.{part}/s"))
}

/// `b.png: succeeded in 1.2 s`.
pub(super) fn completion(job: &Job) -> String {
    let id = job.id.to_string();
    let name = quote(job.name.as_deref().unwrap_or(&id).as_ref());
    let took = table::duration(job.duration_ms.unwrap_or(0));
    match (job.state, verdict::sentence(job)) {
        (JobState::Succeeded, _) | (_, None) => format!("{name}: {} in {took}", job.state),
        (_, Some(why)) => format!("{name}: {why}"),
    }
}

/// No longer than the terminal is wide, so that a line is a line.
fn cut(line: &str, width: usize) -> String {
    if line.chars().count() < width {
        return line.to_owned();
    }
    let kept: String = line.chars().take(width.saturating_sub(2)).collect();
    format!("{kept}…")
}
