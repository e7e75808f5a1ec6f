//! `rgrid attach`: coming back to a job: its output from the beginning, then live, and its exit code. Or to a batch.

mod batch;

use std::sync::Arc;

use clap::Args;
use clap_complete::engine::ArgValueCandidates;
use rgrid_shared::{client::Client, id::JobId};

use super::watch::WatchArgs;
use crate::{
    app::App,
    attach::{
        self, Ended, Patience, Show,
        contact::Contact,
        leave::{Ending, Noun, Stage, Subject},
        verdict,
    },
    completing,
    exit::{Failure, Result},
    ids::{self, Which},
    printer::Printer,
    progress::Progress,
    table,
};

/// Flags of `rgrid attach`.
#[derive(Debug, Clone, Args)]
#[command(
    before_help = "Examples:\n  rgrid attach\n  rgrid attach BATCH",
    after_help = "It ends as `rgrid run` does: with the script's exit code, and Ctrl-C leaves. `rgrid logs -f` ends with 0 instead.\nOf a batch it shows how far it is, and at the end brings the files into ./outputs."
)]
pub struct AttachArgs {
    /// A job or a batch; without one, the last of this machine
    #[arg(add = ArgValueCandidates::new(completing::live))]
    pub id: Option<String>,
    /// Show the script's control characters as they are, even on a terminal
    #[arg(long)]
    pub raw: bool,
    /// What an interrupt does.
    #[command(flatten)]
    pub watch: WatchArgs,
}

/// Follows it to its end.
///
/// # Errors
/// As every command; a job's own exit code comes the same way.
pub fn run(app: &mut App, args: &AttachArgs) -> Result<()> {
    app.printer.raw = args.raw;
    let which = ids::which(app, args.id.as_deref())?;
    let client = app.client()?;
    app.block_on(async {
        match which {
            Which::Job(id) => follow(&app.printer, &client, id, args).await,
            Which::Batch(id) => batch::follow(app, &client, id, args).await,
        }
    })
}

async fn follow(printer: &Printer, client: &Client, id: JobId, args: &AttachArgs) -> Result<()> {
    let subject = Subject::new(Noun::Job, &id).on_interrupt(args.watch.on_interrupt);
    subject.stage.set(Stage::Running);
    let mut show = Show::new(printer.clone());
    let work = async {
        let line = Arc::new(Progress::line(printer));
        let mut contact = Contact::new(&subject, printer, line, Patience::default());
        let ended = attach::follow(client, id, &mut show, &mut contact)
            .await
            .map_err(|failure| subject.goes_on(failure))?;
        finish(printer, &ended, &show.tail())
    };
    match Box::pin(subject.attend(printer, work)).await? {
        Ending::Done => Ok(()),
        Ending::Cancel(_) => {
            client.cancel_job(id).await?;
            Err(Failure::cancelled(format!("{id} is cancelled")).hint(format!("rgrid status {id}")))
        }
    }
}

fn finish(printer: &Printer, ended: &Ended, tail: &str) -> Result<()> {
    if printer.json {
        printer.document(&serde_json::json!({ "job": ended.job }))?;
    } else if !ended.artifacts.is_empty() {
        let outputs = table::count(ended.artifacts.len(), "output");
        printer.note(format_args!("{outputs}: rgrid download {}", ended.job.id));
    }
    verdict::end(printer, &ended.job, tail)
}
