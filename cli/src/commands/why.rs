//! `rgrid why`: why a job, or a batch, does not begin.

use clap::Args;
use clap_complete::engine::ArgValueCandidates;
use rgrid_shared::{
    client::Client,
    wire::{
        batches::Batch,
        jobs::Job,
        waiting::{Waiting, WaitingReason},
    },
};

use crate::{
    app::App,
    attach::{verdict, waits},
    completing,
    exit::Result,
    ids::{self, Which},
};

/// Flags of `rgrid why`.
#[derive(Debug, Clone, Args)]
#[command(
    before_help = "Examples:\n  rgrid why JOB",
    after_help = "It says which limit holds it, how many jobs come before it, and what would change it."
)]
pub struct WhyArgs {
    /// A job or a batch; without one, the last of this machine
    #[arg(add = ArgValueCandidates::new(completing::live))]
    pub id: Option<String>,
}

/// Says it in one sentence.
///
/// # Errors
/// As every command.
pub fn run(app: &App, args: &WhyArgs) -> Result<()> {
    let which = ids::which(app, args.id.as_deref())?;
    let client = app.client()?;
    let (sentence, waiting, document) = app.block_on(ask(&client, which))?;
    let printer = &app.printer;
    if printer.json {
        return printer.document(&document);
    }
    printer.line(sentence)?;
    if let Some(hint) = waiting.as_ref().and_then(change) {
        printer.hint(hint);
    }
    Ok(())
}

async fn ask(
    client: &Client,
    which: Which,
) -> Result<(String, Option<Waiting>, serde_json::Value)> {
    Ok(match which {
        Which::Job(id) => {
            let job = client.job(id).await?;
            let document =
                serde_json::json!({ "id": id, "state": job.state, "waiting_for": job.waiting_for });
            (of_job(&job), job.waiting_for, document)
        }
        Which::Batch(id) => {
            let batch = client.batch(id).await?;
            let document = serde_json::json!({ "id": id, "waiting": batch.waiting, "running": batch.running,
                "waiting_for": batch.waiting_for });
            (of_batch(&batch), batch.waiting_for, document)
        }
    })
}

fn of_job(job: &Job) -> String {
    let id = job.id;
    if let Some(waiting) = &job.waiting_for {
        return format!("{id} waits: {}", waits::sentence(waiting));
    }
    if job.state.is_final() {
        let how = verdict::sentence(job).unwrap_or_else(|| "it succeeded".to_owned());
        return format!("{id} has ended: {how}");
    }
    format!("{id} does not wait: it is {}", job.state)
}

fn of_batch(batch: &Batch) -> String {
    let (id, waiting, running) = (batch.id, batch.waiting, batch.running);
    match &batch.waiting_for {
        Some(why) => format!(
            "{id}: nothing of it runs, {waiting} wait: {}",
            waits::sentence(why)
        ),
        None if batch.finished_at.is_some() => format!("{id} has ended"),
        None if waiting == 0 => format!("{id} does not wait: {running} run"),
        None => format!(
            "{id}: {running} run, and {waiting} wait for one of them to end (at most {} at a time)",
            batch.parallel
        ),
    }
}

/// What would change it.
fn change(waiting: &Waiting) -> Option<String> {
    let known = match waiting.reason {
        WaitingReason::Turn => {
            "rgrid run --parallel N …    lets more of the next batch run at the same time"
        }
        WaitingReason::Slot => "rgrid nodes    shows who takes how many; one more node makes room",
        WaitingReason::Retry => "it begins by itself",
        WaitingReason::Files
        | WaitingReason::Node
        | WaitingReason::LargerNode
        | WaitingReason::Pickup => {
            return waiting.hint.clone();
        }
    };
    Some(waiting.hint.clone().unwrap_or_else(|| known.to_owned()))
}
