//! `rgrid status`: a job with its attempts, or a batch with its counts.

mod batch;
mod facts;

use clap::Args;
use clap_complete::engine::ArgValueCandidates;
use rgrid_shared::{client::Client, id::JobId, job::Reason, wire::attempts::AttemptList};

use crate::{
    app::App,
    commands::{
        waiting::{self, WaitArgs},
        watching,
    },
    completing,
    exit::Result,
    ids::{self, Which},
    printer::Printer,
    table,
};

/// Flags of `rgrid status`.
#[derive(Debug, Clone, Args)]
#[command(
    before_help = "Examples:\n  rgrid status\n  rgrid status -w BATCH\n  rgrid status --wait --timeout 10m JOB"
)]
pub struct StatusArgs {
    /// A job or a batch; without one, the last of this machine
    #[arg(add = ArgValueCandidates::new(completing::ids))]
    pub id: Option<String>,
    /// Watch it until it has ended; Ctrl-C only ends the watching
    #[arg(long, short)]
    pub watch: bool,
    /// Waiting for its end.
    #[command(flatten)]
    pub wait: WaitArgs,
}

/// Shows it.
///
/// # Errors
/// As every command.
pub fn run(app: &App, args: &StatusArgs) -> Result<()> {
    let which = ids::which(app, args.id.as_deref())?;
    let client = app.client()?;
    app.block_on(async {
        if args.watch || args.wait.waits() {
            watching::to_the_end(&app.printer, &client, which, args.wait.timeout).await?;
        }
        match which {
            Which::Job(id) => job(&app.printer, &client, id).await?,
            Which::Batch(id) => batch::show(&app.printer, &client, id).await?,
        }
        if args.wait.wait {
            waiting::verdict(&app.printer, &client, which).await?;
        }
        Ok(())
    })
}

async fn job(printer: &Printer, client: &Client, id: JobId) -> Result<()> {
    let job = client.job(id).await?;
    let attempts = client.attempts(id).await?;
    if printer.json {
        return printer.document(&serde_json::json!({ "job": job, "attempts": attempts.attempts }));
    }
    for (name, value) in facts::facts(&job) {
        printer.line(format_args!(
            "{} {value}",
            printer.paint().dim(&format!("{name:<9}"))
        ))?;
    }
    print_attempts(printer, &attempts)
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
