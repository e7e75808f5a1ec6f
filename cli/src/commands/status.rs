//! `rgrid status`: a job with its attempts, or a batch with its counts.

mod batch;
mod watching;

use chrono::Utc;
use clap::Args;
use rgrid_shared::{
    client::Client,
    id::JobId,
    job::{JobState, Reason},
    wire::{attempts::AttemptList, jobs::Job},
};

use crate::{
    app::App,
    attach::{verdict, waits},
    exit::{Result, quote},
    ids::{self, Which},
    printer::Printer,
    table,
};

/// Flags of `rgrid status`.
#[derive(Debug, Clone, Args)]
pub struct StatusArgs {
    /// A job or a batch; without one, the last of this machine
    pub id: Option<String>,
    /// Watch it until it has ended; Ctrl-C only ends the watching
    #[arg(long, short)]
    pub watch: bool,
}

/// Shows it.
///
/// # Errors
/// As every command.
pub fn run(app: &App, args: &StatusArgs) -> Result<()> {
    let which = ids::which(app, args.id.as_deref())?;
    let client = app.client()?;
    app.block_on(async {
        if args.watch {
            watching::to_the_end(&app.printer, &client, which).await?;
        }
        match which {
            Which::Job(id) => job(&app.printer, &client, id).await,
            Which::Batch(id) => batch::show(&app.printer, &client, id).await,
        }
    })
}

async fn job(printer: &Printer, client: &Client, id: JobId) -> Result<()> {
    let job = client.job(id).await?;
    let attempts = client.attempts(id).await?;
    if printer.json {
        return printer.document(&serde_json::json!({ "job": job, "attempts": attempts.attempts }));
    }
    for (name, value) in facts(&job) {
        printer.line(format_args!(
            "{} {value}",
            printer.paint().dim(&format!("{name:<9}"))
        ))?;
    }
    print_attempts(printer, &attempts)
}

fn facts(job: &Job) -> Vec<(&'static str, String)> {
    let now = Utc::now();
    let words: Vec<_> = job
        .spec
        .command
        .iter()
        .chain(&job.spec.args)
        .map(|word| quote(word.as_ref()))
        .collect();
    let mut facts = vec![
        ("job", job.id.to_string()),
        ("state", job.state.to_string()),
    ];
    facts.extend(verdict::sentence(job).map(|text| ("why", text)));
    facts.extend(job.batch.map(|batch| ("batch", batch.to_string())));
    facts.extend(job.name.as_ref().map(|name| ("item", quote(name.as_ref()))));
    facts.extend(job.retry_of.map(|id| ("retry of", id.to_string())));
    facts.push((
        "runs",
        format!("{}  ({})", words.join(" "), job.spec.runtime),
    ));
    facts.push(("made", table::ago(job.created_at, now)));
    facts.extend(job.duration_ms.map(|ms| ("took", table::duration(ms))));
    if job.state.is_final() {
        facts.push(("cost", job.cost_micros.to_string()));
    }
    facts.extend(labels(job).map(|labels| ("labels", labels)));
    let why = job.waiting_for.as_ref();
    facts.extend(why.map(|why| ("waits", waits::sentence(why))));
    let hint = why.and_then(|why| why.hint.clone());
    let usual = || format!("{} {}", next(job), job.id);
    facts.push(("next", hint.unwrap_or_else(usual)));
    facts
}

/// What one would type next.
fn next(job: &Job) -> &'static str {
    match job.state {
        // Its log says nothing of why.
        JobState::Failed if job.reason == Some(Reason::RunnerDied) => "rgrid retry",
        JobState::AwaitingInput | JobState::Held | JobState::Queued | JobState::Running => {
            "rgrid logs -f"
        }
        JobState::Succeeded => "rgrid download",
        JobState::Failed | JobState::TimedOut | JobState::Cancelled => "rgrid logs --tail 20",
    }
}

fn print_attempts(printer: &Printer, attempts: &AttemptList) -> Result<()> {
    if attempts.attempts.len() < 2 {
        return Ok(());
    }
    let rows: Vec<_> = attempts
        .attempts
        .iter()
        .map(|attempt| {
            let end = match (attempt.reason, attempt.exit_code, attempt.finished_at) {
                (Some(Reason::ExitCode) | None, Some(code), _) => format!("exit {code}"),
                (Some(reason), _, _) => reason.to_string(),
                (None, None, Some(_)) => "ended".to_owned(),
                (None, None, None) => "running".to_owned(),
            };
            vec![attempt.number.to_string(), attempt.node.to_string(), end]
        })
        .collect();
    table::print(printer, &["ATTEMPT", "NODE", "END"], &rows)
}

/// The labels of the user's own; ours say nothing to a person.
fn labels(job: &Job) -> Option<String> {
    let own = job.spec.metadata.iter();
    let own = own.filter(|(key, _)| !key.starts_with("rgrid-"));
    let shown: Vec<_> = own
        .map(|(key, value)| table::plain(&format!("{key}={value}")))
        .collect();
    Some(shown.join(" ")).filter(|text| !text.is_empty())
}
