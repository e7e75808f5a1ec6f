//! A batch: one job per file, submitted together, followed and brought home as each ends.

mod collect;
mod fail_fast;
mod going;
mod idle;
mod report;
mod summary;
mod ticker;
mod wire;

use std::path::{Path, PathBuf};

use rgrid_shared::{spec::JobSpec, wire::submit::SubmitBatch};

use super::{RunArgs, dry, notes};
use crate::{
    app::App,
    attach::leave::{Noun, Subject},
    exit::Result,
    home,
    plan::{
        Plan,
        batch::{self, Item},
    },
    send::Blobs,
};
use collect::Collect;
use fail_fast::FailFast;
use going::Going;

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
        return dry::show(&app.printer, plan, &spec, Some(&items));
    }
    notes::same_names(&app.printer, args, &outputs(args), &items);
    let (client, mut blobs) = (app.client()?, Blobs::default());
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
        let going = Going {
            client: &client,
            printer: &app.printer,
            id,
            subject: Subject::new(Noun::Batch, &id),
        };
        let missing = (submitted.missing, submitted.missing_total);
        let sending = going.send(&blobs, missing);
        let work = async {
            if args.detach {
                sending.await?;
                return going.detached().await;
            }
            let following = going.watch(collector(app, args, plan, &items));
            let ((), summary) = tokio::try_join!(sending, following)?;
            notes::tell_refused(&app.printer, &summary.unwell, args, cwd);
            report::print(&app.printer, &summary)
        };
        Box::pin(going.attend(work)).await
    })
}

/// The folder of all outputs.
fn outputs(args: &RunArgs) -> PathBuf {
    let said = args.output_dir.clone();
    said.unwrap_or_else(|| PathBuf::from("outputs"))
}

fn collector(app: &App, args: &RunArgs, plan: &Plan, items: &[Item]) -> Collect {
    Collect {
        printer: app.printer.clone(),
        layout: home::Batch::new(outputs(args), args.flat),
        places: plan.places.clone(),
        folders: items.iter().map(|item| item.folder.clone()).collect(),
        remote_only: args.remote_only,
        fail_fast: FailFast::new(args.guard.fail_fast, &app.printer),
    }
}
