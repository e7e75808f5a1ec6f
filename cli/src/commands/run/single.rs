//! One job: submitted, followed, brought home, and its exit code made ours.

pub(super) mod causes;
mod ends;
mod finish;

use std::{path::PathBuf, sync::Arc};

use rgrid_shared::{
    client::Client,
    id::JobId,
    spec::JobSpec,
    wire::{
        jobs::Job,
        submit::{SubmitJob, SubmittedJob},
    },
};

use tokio::time::timeout;

use super::{RunArgs, dry, estimate, spec};
use crate::{
    app::App,
    attach::{
        self, Patience, Show,
        contact::Contact,
        leave::{Ending, Noun, Stage, Subject},
        waits,
    },
    exit::Result,
    home::Single,
    plan::Plan,
    printer::Printer,
    progress::Progress,
    send::{self, Blobs},
};

/// Everything that is known once the job is submitted.
struct Run<'a> {
    client: &'a Client,
    printer: &'a Printer,
    args: &'a RunArgs,
    plan: &'a Plan,
    layout: Single,
}

/// Runs the plan as one job.
pub(super) fn run(app: &App, args: &RunArgs, plan: &Plan, mut spec: JobSpec) -> Result<()> {
    let mut blobs = Blobs::new();
    if args.dry_run {
        spec.inputs = blobs.take(&plan.files)?;
        spec::add_dependencies(&mut spec, plan, &mut blobs)?;
        let estimate = estimate::ask(app, args, &spec, 1);
        return dry::show(&app.printer, plan, &spec, None, estimate);
    }
    args.weight.refuse(plan, &[])?;
    let client = app.client()?;
    spec.inputs = blobs.take(&plan.files)?;
    spec::add_dependencies(&mut spec, plan, &mut blobs)?;
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
    };
    app.block_on(async {
        let request = SubmitJob {
            spec,
            inline: blobs.inline(),
        };
        let submitted = submit(app, &client, &request).await?;
        drop(request);
        run.tell_reused(&submitted.job);
        Box::pin(run.go(submitted, &blobs)).await
    })
}

async fn submit(app: &App, client: &Client, request: &SubmitJob) -> Result<SubmittedJob> {
    let mut asked = app.asks(client.url());
    let answer = client.submit_job(asked.key(), request).await;
    let submitted = asked.hears(answer)?;
    app.remember(&submitted.job.id.to_string());
    Ok(submitted)
}

impl Run<'_> {
    async fn go(&self, submitted: SubmittedJob, blobs: &Blobs) -> Result<()> {
        let id = submitted.job.id;
        let subject = Subject::new(Noun::Job, &id).on_interrupt(self.args.watch.on_interrupt);
        let mut show = Show::new(self.printer.clone());
        let work = async {
            let missing = (submitted.missing, submitted.missing_total);
            self.send(&subject, id, blobs, missing).await?;
            if self.args.detach {
                return self.detached(id).await;
            }
            let mut contact = self.contact(&subject);
            let ended = attach::follow(self.client, id, &mut show, &mut contact)
                .await
                .map_err(|failure| subject.goes_on(failure))?;
            subject.stage.set(Stage::Fetching);
            self.finish(&ended, &show.tail()).await
        };
        match Box::pin(subject.attend(self.printer, work)).await? {
            Ending::Done => Ok(()),
            Ending::Cancel(signals) => self.cancel(&subject, id, show, signals).await,
        }
    }

    /// What is known of the server while the job is followed.
    fn contact<'s>(&self, subject: &'s Subject) -> Contact<'s> {
        let line = Arc::new(Progress::line(self.printer));
        Contact::new(subject, self.printer, line, Patience::default())
    }

    fn tell_reused(&self, job: &Job) {
        if let Some(source) = job.reused_from {
            self.printer.tell(format_args!(
                "an identical job succeeded before: this is the result of {source} (--no-reuse runs it)"
            ));
        }
    }

    async fn detached(&self, id: JobId) -> Result<()> {
        if self.printer.json {
            self.printer.document(&serde_json::json!({ "id": id }))?;
        } else {
            self.printer.line(id)?;
            self.printer
                .note(format_args!("rgrid logs -f {id}    shows its output"));
        }
        // Who does not get an answer in time finds it in `rgrid status`.
        if let Ok(Ok(job)) = timeout(waits::QUIET, self.client.job(id)).await {
            waits::warn(self.printer, id, job.waiting_for.as_ref());
        }
        Ok(())
    }
}
