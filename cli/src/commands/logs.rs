//! `rgrid logs`: what a job printed, on the streams that it used.

mod document;
mod items;
mod tail;
mod times;

use std::sync::Arc;

use clap::Args;
use clap_complete::engine::ArgValueCandidates;
use rgrid_shared::{client::Client, error::exit as codes, id::JobId};

use crate::{
    app::App,
    attach::{
        self, Patience,
        contact::Contact,
        leave::{Noun, Stage, Subject},
        signals::Signals,
    },
    completing,
    exit::{Failure, Result},
    ids::{self, Which},
    printer::Printer,
    progress::Progress,
};

/// Flags of `rgrid logs`.
#[derive(Debug, Clone, Args)]
#[command(
    before_help = "Examples:\n  rgrid logs -f\n  rgrid logs --tail 20 --stderr JOB\n  rgrid logs BATCH --grep Error --since 10m",
    after_help = "With -f it ends when the job does, with exit code 0. Ctrl-C only stops watching, with exit code 249: the \
    job goes on. A server that goes away is tried again for 5 minutes."
)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag")]
pub struct LogsArgs {
    /// A job, or a batch, each line of which stands behind the name of its item; without one, the last of this machine
    #[arg(add = ArgValueCandidates::new(completing::ids))]
    pub id: Option<String>,
    /// Go on until the job ends
    #[arg(long, short)]
    pub follow: bool,
    /// Begin with the last N lines
    #[arg(long, short = 'n', value_name = "N")]
    pub tail: Option<usize>,
    /// Which times.
    #[command(flatten)]
    pub times: times::TimesArgs,
    /// Only what it wrote to stdout
    #[arg(long, conflicts_with = "stderr")]
    pub stdout: bool,
    /// Only what it wrote to stderr
    #[arg(long)]
    pub stderr: bool,
    /// Only lines with this text
    #[arg(long, value_name = "TEXT")]
    pub grep: Option<String>,
    /// Show control characters as they are, even on a terminal
    #[arg(long)]
    pub raw: bool,
}

/// Shows them.
///
/// # Errors
/// As every command.
pub fn run(app: &mut App, args: &LogsArgs) -> Result<()> {
    app.printer.raw = args.raw;
    let which = ids::which(app, args.id.as_deref())?;
    if app.printer.json && args.grep.is_some() {
        return Err(
            Failure::usage("--grep picks lines, and --json has none").hint("leave one of them out")
        );
    }
    let client = app.client()?;
    let printer = &app.printer;
    let id = match which {
        Which::Job(id) => id,
        Which::Batch(id) => return app.block_on(items::show(printer, &client, id, args)),
    };
    let subject = Subject::new(Noun::Job, &id);
    subject.stage.set(Stage::Running);
    let line = Arc::new(Progress::line(printer));
    let mut contact = Contact::new(&subject, printer, line, Patience::default());
    app.block_on(async {
        let work = show(printer, &client, id, args, &mut contact);
        if !args.follow {
            return work.await;
        }
        let mut signals = Signals::listen(printer)?;
        tokio::select! {
            ended = work => ended.map_err(|failure| match failure.exit {
                codes::DETACHED => subject.goes_on(failure),
                _ => failure,
            }),
            _ = signals.next() => Err(Failure::ended(codes::DETACHED)),
        }
    })
}

/// The last lines of a job's log as text.
pub(super) async fn last_words(client: &Client, id: JobId, lines: usize) -> Result<String> {
    let (chunks, _) = tail::last(client, id, None, lines).await?;
    let bytes: Vec<u8> = chunks
        .iter()
        .flat_map(|chunk| chunk.data.0.to_vec())
        .collect();
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

async fn show(
    printer: &Printer,
    client: &Client,
    id: JobId,
    args: &LogsArgs,
    contact: &mut Contact<'_>,
) -> Result<()> {
    if printer.json {
        return document::all(printer, client, id, args, contact).await;
    }
    let mut show = args.show(printer, "");
    if let Some(lines) = args.tail {
        tail::show(client, id, &mut show, args.only(), lines).await?;
    }
    if args.follow && args.times.wanted() {
        times::follow(client, id, &mut show, contact).await?;
    } else if args.follow {
        attach::follow(client, id, &mut show, contact).await?;
    } else {
        attach::read(client, id, &mut show).await?;
    }
    show.finish()
}
