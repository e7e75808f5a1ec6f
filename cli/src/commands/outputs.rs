//! `rgrid outputs`: what a job or a batch brought home.

use clap::Args;
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
    exit::{Result, quote},
    ids::{self, Which},
};

/// Flags of `rgrid outputs`.
#[derive(Debug, Clone, Args)]
pub struct OutputsArgs {
    /// A job or a batch; without one, the last of this machine
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
        for job in &jobs {
            for ArtifactUrl { artifact, .. } in client.artifacts(job.id).await?.artifacts {
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
        Ok(())
    })
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
