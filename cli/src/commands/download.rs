//! `rgrid download`: fetching what a job or a batch brought home.

mod here;
mod names;

use std::{collections::HashSet, path::PathBuf};

use clap::Args;
use rgrid_shared::{
    client::Client,
    id::{BatchId, JobId},
    path::RelPath,
    wire::artifacts::ArtifactUrl,
};

use super::outputs::jobs_of;
use crate::{
    app::App,
    exit::{Failure, Result, quote},
    home::{Batch, Fetcher, Folder, Goes, Got},
    ids::{self, Which},
    plan::batch::own_folder,
    printer::Printer,
    table,
};
use names::{wanted, without_number};

/// Flags of `rgrid download`.
#[derive(Debug, Clone, Args)]
pub struct DownloadArgs {
    /// A job or a batch; without one, the last of this machine
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

/// What to fetch of one job.
type Work = (JobId, Vec<(ArtifactUrl, Goes)>);

/// Fetches them.
///
/// # Errors
/// As every command, when a place cannot be written, and when another file is kept in one.
pub fn run(app: &App, args: &DownloadArgs) -> Result<()> {
    let which = ids::which(app, args.id.as_deref())?;
    let client = app.client()?;
    app.block_on(async {
        let mut work = match which {
            Which::Job(id) => vec![(id, of_job(&client, id, args).await?)],
            Which::Batch(id) => of_batch(&client, id, args).await?,
        };
        if !args.files.is_empty() && work.iter().all(|(_, wanted)| wanted.is_empty()) {
            let names: Vec<_> = args.files.iter().map(|name| quote(name.as_ref())).collect();
            let message = format!("there is no output {}", names.join(", "));
            return Err(Failure::not_found(message).hint("rgrid outputs"));
        }
        let kept = if args.force {
            Vec::new()
        } else {
            here::keep_others(&mut work)
        };
        if kept.is_empty() || work.iter().any(|(_, files)| !files.is_empty()) {
            fetch(&client, &app.printer, work).await?;
        }
        here::told(&kept)
    })
}

async fn fetch(client: &Client, printer: &Printer, work: Vec<Work>) -> Result<()> {
    let fetcher = Fetcher::new(client)?;
    let mut got = Got::default();
    for (id, wanted) in work {
        let paths: Vec<_> = wanted
            .iter()
            .map(|(_, goes)| goes.root.join(&goes.path))
            .collect();
        let more = fetcher.fetch(id, wanted, printer).await?;
        got.files = got.files.saturating_add(more.files);
        got.bytes = got.bytes.saturating_add(more.bytes);
        if printer.json {
            printer.document(&serde_json::json!({ "job": id, "files": paths }))?;
        }
    }
    printer.tell(format_args!(
        "{}, {}",
        table::count(got.files, "file"),
        table::size(got.bytes)
    ));
    Ok(())
}

async fn of_batch(client: &Client, id: BatchId, args: &DownloadArgs) -> Result<Vec<Work>> {
    let root = args
        .output_dir
        .clone()
        .unwrap_or_else(|| PathBuf::from("outputs"));
    let mut layout = Batch::new(root, args.flat);
    let mut taken = HashSet::new();
    let mut work = Vec::new();
    for job in jobs_of(client, id).await? {
        let folder = own_folder(job.name.as_deref().unwrap_or("item"), &mut taken);
        let files = client.artifacts(job.id).await?.artifacts;
        let place = |path: &RelPath| layout.place(&folder, without_number(path.as_str()));
        work.push((job.id, places(files, &args.files, place)));
    }
    Ok(work)
}

async fn of_job(
    client: &Client,
    id: JobId,
    args: &DownloadArgs,
) -> Result<Vec<(ArtifactUrl, Goes)>> {
    let folder = Folder(
        args.output_dir
            .clone()
            .unwrap_or_else(|| PathBuf::from(".")),
    );
    let files = client.artifacts(id).await?.artifacts;
    if files.is_empty() && !client.job(id).await?.state.is_final() {
        return Err(Failure::conflict(format!("{id} has not ended yet"))
            .hint(format!("rgrid logs -f {id}")));
    }
    Ok(places(files, &args.files, |path| folder.place(path)))
}

fn places(
    files: Vec<ArtifactUrl>,
    names: &[String],
    mut place: impl FnMut(&RelPath) -> Option<Goes>,
) -> Vec<(ArtifactUrl, Goes)> {
    files
        .into_iter()
        .filter(|file| wanted(names, file.artifact.path.as_str()))
        .filter_map(|file| place(&file.artifact.path).map(|goes| (file, goes)))
        .collect()
}
