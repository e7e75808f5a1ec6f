//! `rgrid logs`: what a job printed, on the streams that it used.

mod document;
mod tail;

use clap::Args;
use rgrid_shared::{error::exit as codes, wire::logs::Stream};

use crate::{
    app::App,
    attach::{self, Patience, Show, signals::Signals},
    exit::{Failure, Result},
    ids,
};

/// Flags of `rgrid logs`.
#[derive(Debug, Clone, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag")]
pub struct LogsArgs {
    /// A job; without one, the last of this machine
    pub id: Option<String>,
    /// Go on until the job ends
    #[arg(long, short)]
    pub follow: bool,
    /// Begin with the last N lines
    #[arg(long, short = 'n', value_name = "N")]
    pub tail: Option<usize>,
    /// Only what it wrote to stdout
    #[arg(long, conflicts_with = "stderr")]
    pub stdout: bool,
    /// Only what it wrote to stderr
    #[arg(long)]
    pub stderr: bool,
    /// Show control characters as they are, even on a terminal
    #[arg(long)]
    pub raw: bool,
}

impl LogsArgs {
    fn only(&self) -> Option<Stream> {
        match (self.stdout, self.stderr) {
            (true, _) => Some(Stream::Stdout),
            (_, true) => Some(Stream::Stderr),
            _ => None,
        }
    }
}

/// Shows them.
///
/// # Errors
/// As every command.
pub fn run(app: &mut App, args: &LogsArgs) -> Result<()> {
    app.printer.raw = args.raw;
    let id = ids::job(app, args.id.as_deref())?;
    let client = app.client()?;
    let printer = &app.printer;
    app.block_on(async {
        if printer.json {
            return document::all(printer, &client, id, args).await;
        }
        let mut show = Show::for_logs(printer.clone(), args.only());
        if let Some(lines) = args.tail {
            tail::show(&client, id, &mut show, args.only(), lines).await?;
        }
        if !args.follow {
            return attach::read(&client, id, &mut show).await;
        }
        let mut signals = Signals::listen(printer)?;
        tokio::select! {
            ended = attach::follow(&client, id, &mut show, Patience::default()) => ended.map(drop),
            _ = signals.next() => Err(Failure::ended(codes::INTERRUPTED)),
        }
    })
}
