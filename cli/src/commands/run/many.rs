//! A batch: one job per file, submitted together, followed and brought home as each ends.

mod before;
mod collect;
mod fail_fast;
mod going;
mod idle;
mod keys;
mod live;
mod part;
mod report;
mod summary;
mod ticker;
mod wire;

use std::path::{Path, PathBuf};

use rgrid_shared::{client::Client, spec::JobSpec, wire::submit::BatchItem};

use super::{RunArgs, dry, estimate, notes, spec};
use crate::{
    app::App,
    exit::Result,
    plan::{
        Plan,
        batch::{self, Item},
    },
    printer::Printer,
    send::Blobs,
    table,
};
use before::Before;
use summary::Summary;

/// A batch as it was typed.
struct Many<'a> {
    app: &'a App,
    /// One view shows all transfers of the batch; who leaves at once has none, and gets a bar.
    printer: Printer,
    args: &'a RunArgs,
    plan: &'a Plan,
    cwd: &'a Path,
    client: &'a Client,
    spec: JobSpec,
    items: &'a [Item],
    wire: Vec<BatchItem>,
    blobs: Blobs,
}

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
        let mut blobs = Blobs::new();
        spec.inputs = blobs.take(&plan.files)?;
        spec::add_dependencies(&mut spec, plan, &mut blobs)?;
        let estimate = estimate::ask(app, args, &spec, items.len());
        return dry::show(&app.printer, plan, &spec, Some(&items), estimate);
    }
    args.weight.refuse(plan, &items)?;
    notes::same_names(&app.printer, args, &outputs(args), &items);
    let (client, mut blobs) = (app.client()?, Blobs::new());
    spec.inputs = blobs.take(&plan.files)?;
    spec::add_dependencies(&mut spec, plan, &mut blobs)?;
    before::label(&mut spec);
    let many = Many {
        app,
        printer: if args.detach {
            app.printer.clone()
        } else {
            app.printer.counting()
        },
        args,
        plan,
        cwd,
        client: &client,
        spec,
        items: &items,
        wire: wire::items(&items, &mut blobs)?,
        blobs,
    };
    app.block_on(many.run())
}

/// The folder of all outputs.
fn outputs(args: &RunArgs) -> PathBuf {
    let said = args.output_dir.clone();
    said.unwrap_or_else(|| PathBuf::from("outputs"))
}

impl Many<'_> {
    /// Runs what has not succeeded yet.
    async fn run(mut self) -> Result<()> {
        let before = if self.args.reuse.no_reuse {
            Before::new()
        } else {
            before::find(self.client, &self.spec, &self.wire).await?
        };
        let places = 0..self.wire.len();
        let todo: Vec<_> = places.filter(|at| !before.contains_key(at)).collect();
        self.tell_before(before.len(), todo.len());
        let summary = Summary::new(outputs(self.args), self.args.remote_only);
        match todo.split_first() {
            None => self.nothing_new(before, summary).await,
            Some((&first, rest)) if self.args.guard.canary && !rest.is_empty() => {
                let summary = self.canary(before, summary, first, rest.len()).await?;
                self.part(Before::new(), summary, rest).await
            }
            Some(_) => self.part(before, summary, &todo).await,
        }
    }

    fn tell_before(&self, before: usize, todo: usize) {
        if before == 0 || self.app.printer.json {
            return;
        }
        let all = self.wire.len();
        let now = match todo {
            0 => "nothing runs".to_owned(),
            todo => format!("{} now", table::count(todo, "item")),
        };
        self.app.printer.tell(format_args!(
            "{before} of {all} succeeded before; {now} (--force runs all again)"
        ));
    }
}
