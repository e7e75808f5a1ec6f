//! `rgrid run --local`: one job on this machine, by a runner's own steps, without any server.
//!
//! Owns what is shown of it and where its files go. What a sandbox is, and what comes of a job, is the runner's.

mod machine;

use std::{fs::File, io, path::PathBuf};

use chrono::{DateTime, Utc};
use rgrid_runner::alone::Listener;
use rgrid_shared::{
    id::JobId,
    money::Micros,
    spec::JobSpec,
    wire::{artifacts::Artifact, jobs::Job, logs::LogFrame, node::Finished},
};
use tokio_util::sync::CancellationToken;

use super::{RunArgs, dry, single::causes, spec};
use crate::{
    app::App,
    attach::{Show, signals::Signals, verdict},
    exit::{Failure, Result},
    home::{self, Single},
    plan::Plan,
    send::{self, Blobs},
};

/// Shows what the job says, and puts its files in their places.
struct Here<'a> {
    show: Show,
    layout: &'a Single,
    paths: Vec<PathBuf>,
}

impl Listener for Here<'_> {
    type Error = Failure;

    fn log(&mut self, frame: &LogFrame) -> Result<()> {
        let (number, pos) = (frame.number, frame.pos);
        self.show.bytes(number, pos, frame.stream, &frame.data)
    }

    fn output(&mut self, artifact: &Artifact, mut bytes: File) -> Result<()> {
        let Some(goes) = self.layout.place(artifact) else {
            return Ok(());
        };
        home::put(&goes, artifact.executable, &mut bytes)?;
        self.paths.push(goes.root.join(&goes.path));
        Ok(())
    }

    fn failed(error: io::Error) -> Failure {
        Failure::local(format!("the job cannot run on this machine: {error}"))
    }
}

/// Runs the plan here.
pub(super) fn run(app: &App, args: &RunArgs, plan: &Plan, mut spec: JobSpec) -> Result<()> {
    let mut blobs = Blobs::new();
    spec.inputs = blobs.take(&plan.files)?;
    spec::add_dependencies(&mut spec, plan, &mut blobs)?;
    if args.dry_run {
        return dry::show(&app.printer, plan, &spec, None, None);
    }
    let stdin = send::spool(&mut blobs, &app.printer)?;
    spec.stdin = stdin.as_ref().map(|(blob, _)| *blob);
    let root = args.output_dir.clone().unwrap_or_else(|| ".".into());
    let layout = Single::new(root, plan, &spec.inputs);
    let mut here = Here {
        show: Show::new(app.printer.clone()),
        layout: &layout,
        paths: Vec::new(),
    };
    let began = Utc::now();
    let report = app.serve(async {
        let cancel = CancellationToken::new();
        let mut signals = Signals::listen(&app.printer)?;
        let alone = machine::open().await?;
        let given = blobs.given();
        let running = alone.run(spec.clone(), &given, &mut here, cancel.clone());
        tokio::pin!(running);
        tokio::select! {
            report = &mut running => return report,
            _ = signals.next() => cancel.cancel(),
        }
        running.await
    })?;
    let (job, tail) = (job(spec, &report, began), here.show.tail());
    if app.printer.json {
        let document = serde_json::json!({ "job": job, "outputs": here.paths });
        app.printer.document(&document)?;
    }
    if verdict::is_own_exit(&job) {
        causes::hint(&app.printer, args, plan, &job, &tail);
    }
    verdict::end(&app.printer, &job, &tail)
}

/// The job as a server would show it.
fn job(spec: JobSpec, report: &Finished, began: DateTime<Utc>) -> Job {
    let ending = report.outcome.ending();
    Job {
        id: JobId::new(),
        batch: None,
        index: None,
        name: None,
        retry_of: None,
        reused_from: None,
        state: ending.state,
        waiting_for: None,
        reason: ending.reason,
        message: ending.message,
        exit_code: ending.exit_code,
        spec: spec.into(),
        attempts: 1,
        node: None,
        created_at: began,
        started_at: Some(began),
        finished_at: Some(Utc::now()),
        duration_ms: Some(report.usage.duration_ms),
        cost_micros: Micros(0),
    }
}
