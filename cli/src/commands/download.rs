//! `rgrid download`: fetching what a job or a batch brought home.

mod here;
mod names;
mod work;

use std::path::{Path, PathBuf};

use clap::Args;
use clap_complete::engine::ArgValueCandidates;
use rgrid_shared::client::Client;

use crate::{
    app::App,
    completing,
    exit::{Failure, Result, quote},
    home::{Fetcher, Got},
    ids::{self, Which},
    printer::Printer,
    receipt::{Item, Manifest, Output},
    table,
};
use work::Work;

/// Flags of `rgrid download`.
#[derive(Debug, Clone, Default, Args)]
#[command(
    before_help = "Examples:\n  rgrid download\n  rgrid download JOB result.csv --output-dir results"
)]
pub struct DownloadArgs {
    /// A job or a batch; without one, the last of this machine
    #[arg(add = ArgValueCandidates::new(completing::ids))]
    pub id: Option<String>,
    /// Only these files and folders, as `rgrid outputs` names them
    #[arg(value_name = "FILE")]
    pub files: Vec<String>,
    /// Into this folder [default: . for a job, ./outputs for a batch]
    #[arg(long, short, value_name = "FOLDER")]
    pub output_dir: Option<PathBuf>,
    /// Put all files of a batch into one folder
    #[arg(long)]
    pub flat: bool,
    /// Replace files that are here already and differ
    #[arg(long)]
    pub force: bool,
}

/// Fetches them.
///
/// # Errors
/// As every command, when a place cannot be written, and when another file is kept in one.
pub fn run(app: &App, args: &DownloadArgs) -> Result<()> {
    let which = ids::which(app, args.id.as_deref())?;
    let client = app.client()?;
    app.block_on(fetch_all(app, &client, which, args))
}

/// Fetches what is wanted of one.
pub(super) async fn fetch_all(
    app: &App,
    client: &Client,
    which: Which,
    args: &DownloadArgs,
) -> Result<()> {
    let mut work = match which {
        Which::Job(id) => vec![work::of_job(client, id, args).await?],
        Which::Batch(id) => work::of_batch(client, id, args).await?,
    };
    if !args.files.is_empty() && work.iter().all(|one| one.files.is_empty()) {
        let names: Vec<_> = args.files.iter().map(|name| quote(name.as_ref())).collect();
        let message = format!("there is no output {}", names.join(", "));
        return Err(Failure::not_found(message).hint("rgrid outputs"));
    }
    let kept = if args.force {
        Vec::new()
    } else {
        here::keep_others(&mut work)
    };
    let receipt = match which {
        Which::Batch(id) if args.files.is_empty() => Some(Manifest::new(Some(id), items(&work))),
        Which::Batch(_) | Which::Job(_) => None,
    };
    if kept.is_empty() || work.iter().any(|one| !one.files.is_empty()) {
        fetch(client, &app.printer, work).await?;
    }
    if let Some(receipt) = receipt {
        receipt.write(args.root("outputs"))?;
    }
    here::told(&kept)
}

impl DownloadArgs {
    /// Where the files go.
    fn root<'a>(&'a self, otherwise: &'a str) -> &'a Path {
        self.output_dir.as_deref().unwrap_or(otherwise.as_ref())
    }
}

/// The items of a batch for its receipt.
fn items(work: &[Work]) -> Vec<Item> {
    let item = |one: &Work| {
        let outputs = one.files.iter().map(|(file, goes)| Output::new(file, goes));
        Item::new(&one.job, outputs.collect(), one.whole)
    };
    work.iter().map(item).collect()
}

async fn fetch(client: &Client, printer: &Printer, work: Vec<Work>) -> Result<()> {
    let fetcher = Fetcher::new(client);
    let mut got = Got::default();
    for Work { job, files, .. } in work {
        let paths: Vec<_> = files
            .iter()
            .map(|(_, goes)| goes.root.join(&goes.path))
            .collect();
        let more = fetcher.fetch(job.id, files, printer).await?;
        got.files = got.files.saturating_add(more.files);
        got.bytes = got.bytes.saturating_add(more.bytes);
        if printer.json {
            printer.document(&serde_json::json!({ "job": job.id, "files": paths }))?;
        }
    }
    printer.tell(format_args!(
        "{}, {}",
        table::count(got.files, "file"),
        table::size(got.bytes)
    ));
    Ok(())
}
