//! A batch: one job per file, submitted together, followed and brought home as each ends.

mod collect;
mod report;
mod ticker;
mod wire;

use std::{
    path::{Path, PathBuf},
    sync::atomic::{AtomicBool, Ordering},
};

use rgrid_shared::{client::Client, id::BatchId, spec::JobSpec, wire::submit::SubmitBatch};

use super::{RunArgs, dry};
use crate::{
    app::App,
    attach::signals::{Wanted, interrupt},
    exit::{Failure, Result},
    home,
    plan::{
        Plan,
        batch::{self, Item},
    },
    send::{self, Blobs},
};
use collect::Collect;

/// How many run at the same time when nothing else is said.
const PARALLEL: u32 = 10;

/// Runs the plan once per file.
pub(super) fn run(
    app: &App,
    args: &RunArgs,
    plan: &mut Plan,
    mut spec: JobSpec,
    cwd: &Path,
) -> Result<()> {
    let names = batch::expand(&args.batch, cwd)?;
    let items = batch::items(plan, &names)?;
    if args.dry_run {
        spec.inputs = Blobs::default().take(&plan.files)?;
        return dry::show(&app.printer, &spec, Some(&items));
    }
    let client = app.client()?;
    let mut blobs = Blobs::default();
    spec.inputs = blobs.take(&plan.files)?;
    let request = SubmitBatch {
        spec,
        items: wire::items(&items, &mut blobs)?,
        parallel: args.parallel.unwrap_or(PARALLEL),
        inline: blobs.inline(),
    };
    app.block_on(async {
        let submitted = client.submit_batch(&request).await?;
        drop(request);
        let id = submitted.batch.id;
        app.remember(&id.to_string());
        if args.detach {
            send::upload(&client, &blobs, submitted.missing, &app.printer).await?;
            return detached(app, id);
        }
        let collect = collector(app, args, plan, &items);
        let work = async {
            let sending = async {
                let sent = send::upload(&client, &blobs, submitted.missing, &app.printer).await;
                if sent.is_err() {
                    // What waits for its files can never start.
                    let _reaped_later = client.cancel_batch(id).await;
                }
                sent
            };
            let ((), summary) = tokio::try_join!(sending, collect.follow(&client, id))?;
            report::print(&app.printer, &summary)
        };
        Box::pin(attended(app, &client, id, work)).await
    })
}

fn collector(app: &App, args: &RunArgs, plan: &Plan, items: &[Item]) -> Collect {
    let root = args
        .output_dir
        .clone()
        .unwrap_or_else(|| PathBuf::from("outputs"));
    Collect {
        printer: app.printer.clone(),
        layout: home::Batch::new(root, args.flat),
        places: plan.places.clone(),
        folders: items.iter().map(|item| item.folder.clone()).collect(),
        remote_only: args.remote_only,
    }
}

fn detached(app: &App, id: BatchId) -> Result<()> {
    if app.printer.json {
        return app.printer.document(&serde_json::json!({ "id": id }));
    }
    app.printer.line(id)?;
    app.printer.note(format_args!(
        "rgrid status {id}    then: rgrid download {id}"
    ));
    Ok(())
}

/// Runs `work` until it ends or somebody interrupts.
async fn attended(
    app: &App,
    client: &Client,
    id: BatchId,
    work: impl Future<Output = Result<()>>,
) -> Result<()> {
    let live = AtomicBool::new(true);
    let name = id.to_string();
    let wanted = tokio::select! {
        done = work => return done,
        wanted = interrupt(&app.printer, &name, &live) => wanted,
    };
    live.store(false, Ordering::Relaxed);
    if wanted == Wanted::Leave {
        return Err(Failure::detached(format!("left {id}; it goes on"))
            .hint(format!("rgrid status {id}"))
            .hint(format!("rgrid download {id}")));
    }
    let batch = client.cancel_batch(id).await?;
    Err(Failure::cancelled(format!(
        "{id} is cancelled; {} of {} jobs had succeeded",
        batch.succeeded, batch.total
    ))
    .hint(format!("rgrid download {id}    fetches what they made")))
}
