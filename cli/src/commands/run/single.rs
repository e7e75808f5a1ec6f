//! One job: submitted, followed, brought home, and its exit code made ours.

mod finish;

use std::{
    path::PathBuf,
    sync::atomic::{AtomicBool, Ordering},
    time::Duration,
};

use rgrid_shared::{
    client::Client,
    error::ErrorCode,
    spec::JobSpec,
    wire::submit::{SubmitJob, SubmittedJob},
};

use super::{RunArgs, dry};
use crate::{
    app::App,
    attach::{
        self, Patience, Show,
        signals::{Wanted, interrupt},
    },
    exit::{Failure, Result},
    home::Single,
    plan::Plan,
    printer::Printer,
    send::{self, Blobs},
};

/// Everything that is known once the job is submitted.
struct Run<'a> {
    client: &'a Client,
    printer: &'a Printer,
    args: &'a RunArgs,
    plan: &'a Plan,
    layout: Single,
    live: AtomicBool,
}

/// Runs the plan as one job.
pub(super) fn run(app: &App, args: &RunArgs, plan: &Plan, mut spec: JobSpec) -> Result<()> {
    let mut blobs = Blobs::default();
    if args.dry_run {
        spec.inputs = blobs.take(&plan.files)?;
        return dry::show(&app.printer, &spec, None);
    }
    let client = app.client()?;
    spec.inputs = blobs.take(&plan.files)?;
    let stdin = send::spool(&mut blobs, &app.printer)?;
    spec.stdin = stdin.as_ref().map(|(blob, _)| *blob);
    let root = args
        .output_dir
        .clone()
        .unwrap_or_else(|| PathBuf::from("."));
    let layout = Single::new(root, plan, &spec.inputs);
    let run = Run {
        client: &client,
        printer: &app.printer,
        args,
        plan,
        layout,
        live: AtomicBool::new(true),
    };
    app.block_on(async {
        let request = SubmitJob {
            spec,
            inline: blobs.inline(),
        };
        let submitted = client.submit_job(&request).await?;
        drop(request);
        app.remember(&submitted.job.id.to_string());
        run.go(submitted, &blobs).await
    })
}

impl Run<'_> {
    async fn go(&self, submitted: SubmittedJob, blobs: &Blobs) -> Result<()> {
        let id = submitted.job.id;
        let mut show = Show::new(self.printer.clone());
        let work = async {
            if let Err(failure) =
                send::upload(self.client, blobs, submitted.missing, self.printer).await
            {
                // The job can never start; what it waits for does not come.
                let _reaped_later = self.client.cancel_job(id).await;
                return Err(failure);
            }
            if self.args.detach {
                return self.detached(&id.to_string());
            }
            let ended = attach::follow(self.client, id, &mut show, Patience::default())
                .await
                .map_err(|failure| failure.but_goes_on("job", format!("rgrid logs -f {id}")))?;
            self.live.store(false, Ordering::Relaxed);
            self.finish(&ended, &show.tail()).await
        };
        let name = id.to_string();
        let wanted = tokio::select! {
            done = work => return done,
            wanted = interrupt(self.printer, &name, &self.live) => wanted,
        };
        if wanted == Wanted::Leave || !self.live.load(Ordering::Relaxed) {
            return Err(left(&name, self.live.load(Ordering::Relaxed)));
        }
        match self.client.cancel_job(id).await {
            // It ended by itself in the meantime.
            Err(error) if error.code() == ErrorCode::Conflict => {}
            answer => drop(answer?),
        }
        let rest = attach::follow(self.client, id, &mut show, Patience::default());
        let ended = tokio::time::timeout(Duration::from_secs(20), rest).await;
        match ended {
            Ok(Ok(ended)) => self.finish(&ended, &show.tail()).await,
            Ok(Err(failure)) => Err(failure),
            Err(_) => Err(Failure::cancelled(format!("{name} is being cancelled"))),
        }
    }

    fn detached(&self, id: &str) -> Result<()> {
        if self.printer.json {
            return self.printer.document(&serde_json::json!({ "id": id }));
        }
        self.printer.line(id)?;
        self.printer
            .note(format_args!("rgrid logs -f {id}    shows its output"));
        Ok(())
    }
}

fn left(id: &str, live: bool) -> Failure {
    if live {
        return Failure::detached(format!("left {id}; it goes on"))
            .hint(format!("rgrid logs -f {id}"))
            .hint(format!("rgrid download {id}"));
    }
    Failure::detached("left before all its files were fetched").hint(format!("rgrid download {id}"))
}
