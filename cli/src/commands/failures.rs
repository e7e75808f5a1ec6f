//! `rgrid failures`: the failed items of a batch, grouped by error.

use clap::Args;
use clap_complete::engine::ArgValueCandidates;
use rgrid_shared::{
    failures::{self, Group},
    id::BatchId,
};

use crate::{
    app::App,
    completing,
    exit::{Failure, Result, quote},
    ids::{self, Which},
    printer::Printer,
    table,
};

/// How many lines of a log are shown.
const LINES: usize = 10;

/// Flags of `rgrid failures`.
#[derive(Debug, Clone, Args)]
#[command(
    before_help = "Examples:\n  rgrid failures\n  rgrid failures BATCH --json",
    after_help = "Items whose last error differs only in numbers or in their own names are one group.\n\
    `rgrid retry BATCH --group N` runs one of the groups again."
)]
pub struct FailuresArgs {
    /// A batch; without one, the last of this machine
    #[arg(add = ArgValueCandidates::new(completing::batches))]
    pub id: Option<String>,
}

/// Lists the groups; in JSON as one document.
///
/// # Errors
/// As every command.
pub fn run(app: &App, args: &FailuresArgs) -> Result<()> {
    let id = batch(app, args.id.as_deref())?;
    let client = app.client()?;
    let groups = app.block_on(async { Ok(failures::of_batch(&client, id).await?) })?;
    let printer = &app.printer;
    if printer.json {
        return printer.document(&document(id, &groups));
    }
    if groups.is_empty() {
        printer.tell(format_args!("nothing of {id} has failed"));
        return Ok(());
    }
    for (index, group) in groups.iter().enumerate() {
        show(printer, index.saturating_add(1), group)?;
    }
    printer.hint(format_args!("rgrid retry {id}    runs them all again"));
    if groups.len() > 1 {
        printer.hint(format_args!(
            "rgrid retry {id} --group 1    only those of group 1"
        ));
    }
    Ok(())
}

/// The batch that is meant.
fn batch(app: &App, given: Option<&str>) -> Result<BatchId> {
    match ids::which(app, given)? {
        Which::Batch(id) => Ok(id),
        Which::Job(id) => {
            Err(Failure::usage(format!("{id} is a job, not a batch"))
                .hint(format!("rgrid logs {id}")))
        }
    }
}

fn show(printer: &Printer, number: usize, group: &Group) -> Result<()> {
    let items = table::count(group.jobs.len(), "item");
    let head = format!("group {number}: {items}, {}", group.signature);
    printer.line(printer.paint().bold(&head))?;
    let Some(first) = group.jobs.first() else {
        return Ok(());
    };
    let name = first.name.as_deref().unwrap_or("one");
    printer.line(format_args!(
        "  such as {}: rgrid logs {}",
        quote(name.as_ref()),
        first.id
    ))?;
    let lines: Vec<_> = group.tail.lines().collect();
    let cut = lines.len().saturating_sub(LINES);
    for line in lines.get(cut..).unwrap_or_default() {
        printer.line(format_args!("    {}", table::plain(line)))?;
    }
    Ok(())
}

fn document(id: BatchId, groups: &[Group]) -> serde_json::Value {
    let group = |(index, group): (usize, &Group)| {
        let first = group.jobs.first();
        serde_json::json!({
            "group": index.saturating_add(1),
            "count": group.jobs.len(),
            "reason": group.signature.reason,
            "exit_code": group.signature.exit_code,
            "line": group.signature.line,
            "sample": { "job": first.map(|job| job.id), "input": first.map(|job| &job.name), "tail": group.tail },
            "jobs": group.jobs.iter().map(|job| job.id).collect::<Vec<_>>(),
        })
    };
    let groups: Vec<_> = groups.iter().enumerate().map(group).collect();
    serde_json::json!({ "batch": id, "groups": groups })
}
