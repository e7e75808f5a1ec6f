//! Fetching and running: from an assignment to an outcome.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use rgrid_shared::{id::NodeId, job::Outcome, wire::node::Assignment};
use tokio::fs::File;

use super::{
    drive::{Drive, Driven},
    ran::{Ran, remove},
    stop::{Stop, Stops},
};
use crate::{
    beneath::Root,
    context::{Context, Notice},
    engine::{EngineError, Sandbox, SandboxSpec, Started},
    port::Desk,
    referee::{Holder, Place},
    spool::Spool,
    state_dir::AttemptDir,
};

/// All it takes to run an attempt's command.
pub(super) struct Work<'a> {
    pub(super) context: &'a Context,
    pub(super) node: NodeId,
    pub(super) assignment: &'a Assignment,
    pub(super) dir: &'a AttemptDir,
    pub(super) root: &'a Root,
    pub(super) stops: &'a Stops,
    /// Whether the job asks for what this node lacks.
    pub(super) unfit: AtomicBool,
}

impl Work<'_> {
    /// Does the work; nothing when the attempt is no longer this node's.
    pub(super) async fn run(&self, spool: &mut Spool, desk: &mut Desk) -> Option<Ran> {
        let most = self.assignment.spec.resources.disk_bytes;
        let holder = Holder::new(self.dir.work(), most);
        let place = Place::take(&self.context.referee, holder);
        let known = match self.stage_aloud(&place, spool).await {
            Ok(known) => known,
            // A fence has no outcome, so nothing comes of the attempt.
            Err(outcome) => return outcome.map(Ran::unstarted),
        };
        let before = self.runs_in();
        let started = match self.start(spool, desk).await {
            Ok(started) => started,
            Err(outcome) => return outcome.map(Ran::unstarted),
        };
        // An image that came to mean something else just then is not known.
        let ran_in = before.filter(|before| self.runs_in().as_ref() == Some(before));
        let sandbox: Arc<dyn Sandbox> = Arc::from(started.sandbox);
        place.holder.runs(Arc::clone(&sandbox));
        let input = self.input(started.input).await;
        let drive = self.drive(&sandbox, &place);
        let Driven { exit, stop, usage } = drive.run(input, started.output, spool).await;
        let fenced = stop == Some(Stop::Fenced);
        let outcome = stop
            .and_then(Stop::outcome)
            .unwrap_or_else(|| exit.unwrap_or_else(|error| self.engine_failed(error)));
        // Nothing of it comes home, and others may need the room.
        let useless = (outcome == Outcome::DiskQuota).then(|| self.dir.work());
        let removal = tokio::spawn(remove(sandbox, useless));
        if fenced {
            let _ = removal.await;
            return None;
        }
        Some(Ran {
            outcome,
            usage,
            within: ran_in,
            known: Some(known),
            removal: Some(removal),
        })
    }

    /// Starts the command, once the packages that it needs are here.
    async fn start(&self, spool: &mut Spool, desk: &mut Desk) -> Result<Started, Option<Outcome>> {
        let spec = SandboxSpec {
            packages: self.packages(spool, desk).await?,
            ..sandbox(self.node, self.assignment, self.dir)
        };
        let started = self.context.engine.start(spec).await;
        started.map_err(|error| Some(self.engine_failed(error)))
    }

    /// Where the sandbox reads, with the file that comes there.
    async fn input<I>(&self, into: Option<I>) -> Option<(I, File)> {
        let into = into?;
        let file = File::open(self.dir.stdin()).await.ok()?;
        Some((into, file))
    }

    fn drive<'a>(&'a self, sandbox: &'a Arc<dyn Sandbox>, place: &'a Place) -> Drive<'a> {
        Drive {
            sandbox: &**sandbox,
            stops: self.stops,
            timeout: Duration::from_secs(u64::from(self.assignment.spec.timeout_s)),
            place,
        }
    }

    /// What an engine's failure makes of the attempt.
    pub(super) fn engine_failed(&self, error: EngineError) -> Outcome {
        match error {
            EngineError::Image(message) => Outcome::Image { message },
            EngineError::Unfit(message) => {
                self.unfit.store(true, Ordering::Relaxed);
                Outcome::Internal { message }
            }
            EngineError::Failed(message) => Outcome::Internal { message },
            EngineError::Unavailable(_) => {
                self.context.notify(Notice::EngineAway);
                Outcome::Internal {
                    message: error.to_string(),
                }
            }
        }
    }
}

/// What the assignment asks of an engine.
pub(super) fn sandbox(node: NodeId, assignment: &Assignment, dir: &AttemptDir) -> SandboxSpec {
    let spec = &assignment.spec;
    let secrets = spec.secrets.iter();
    let secrets = secrets.map(|(name, value)| (name.clone(), value.reveal().to_owned()));
    SandboxSpec {
        node,
        attempt: assignment.attempt,
        image: assignment.image.clone(),
        command: spec.command.iter().chain(&spec.args).cloned().collect(),
        env: spec.env.clone().into_iter().chain(secrets).collect(),
        work: dir.work(),
        resources: spec.resources,
        network: spec.network,
        stdin: assignment.stdin.is_some(),
        packages: None,
    }
}
