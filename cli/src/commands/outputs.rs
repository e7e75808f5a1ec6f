//! `rgrid outputs`: what a job or a batch brought home.

use clap::Args;
use clap_complete::engine::ArgValueCandidates;
use rgrid_shared::{
    client::Client,
    id::BatchId,
    wire::{
        artifacts::ArtifactUrl,
        jobs::{Job, JobFilter},
    },
};

use crate::{
    app::App,
    completing,
    exit::{Result, quote},
    ids::{self, Which},
    printer::Printer,
};

/// Flags of `rgrid outputs`.
#[derive(Debug, Clone, Args)]
#[command(before_help = "Examples:\n  rgrid outputs BATCH")]
pub struct OutputsArgs {
    /// A job or a batch; without one, the last of this machine
    #[arg(add = ArgValueCandidates::new(completing::ids))]
    pub id: Option<String>,
}

/// Lists them; in JSON one document per file.
///
/// # Errors
/// As every command.
pub fn run(app: &App, args: &OutputsArgs) -> Result<()> {
    let which = ids::which(app, args.id.as_deref())?;
    let client = app.client()?;
    app.block_on(async {
        let jobs = match which {
            Which::Job(id) => vec![client.job(id).await?],
            Which::Batch(id) => jobs_of(&client, id).await?,
        };
        let mut none = true;
        for job in &jobs {
            for ArtifactUrl { artifact, .. } in client.artifacts(job.id).await?.artifacts {
                none = false;
                if app.printer.json {
                    let name = &job.name;
                    app.printer.document(
                        &serde_json::json!({ "job": job.id, "item": name, "artifact": artifact }),
                    )?;
                    continue;
                }
                let item = job
                    .name
                    .as_ref()
                    .map(|name| format!("{}  ", quote(name.as_ref())))
                    .unwrap_or_default();
                app.printer.line(format_args!(
                    "{:>12}  {item}{}",
                    artifact.size,
                    quote(artifact.path.as_ref())
                ))?;
            }
        }
        if none && !app.printer.json {
            nothing(&app.printer, &client, which, &jobs).await?;
        }
        Ok(())
    })
}

/// Says that there is nothing, and where there may be something.
async fn nothing(printer: &Printer, client: &Client, which: Which, jobs: &[Job]) -> Result<()> {
    let ended = jobs.iter().all(|job| job.state.is_final());
    let yet = if ended { "" } else { " yet" };
    let (id, first) = match which {
        Which::Job(id) => (id.to_string(), jobs.first().and_then(|job| job.retry_of)),
        Which::Batch(id) => (id.to_string(), jobs.iter().find_map(|job| job.retry_of)),
    };
    printer.tell(format_args!("{id} has brought nothing home{yet}"));
    let Some(first) = first else { return Ok(()) };
    let before = match which {
        Which::Job(_) => Some(first.to_string()),
        Which::Batch(_) => client.job(first).await?.batch.map(|id| id.to_string()),
    };
    if let Some(before) = before {
        printer.hint(format_args!(
            "rgrid outputs {before}    lists those of the try before"
        ));
    }
    Ok(())
}

/// The jobs of a batch in the order of its items.
pub(super) async fn jobs_of(client: &Client, batch: BatchId) -> Result<Vec<Job>> {
    // The list of an unknown batch would be empty; asking for it says that it is not there.
    client.batch(batch).await?;
    let mut jobs = Vec::new();
    let mut filter = JobFilter {
        batch: Some(batch),
        limit: Some(1_000),
        ..JobFilter::default()
    };
    loop {
        let page = client
            .list_jobs(&filter, &std::collections::BTreeMap::new())
            .await?;
        jobs.extend(page.jobs);
        filter.before = page.next;
        if page.next.is_none() {
            jobs.sort_by_key(|job| job.index);
            return Ok(jobs);
        }
    }
}
