//! Install: the installer in a sandbox of its own, with network and without anything of the job's.

use std::{collections::BTreeMap, fs, path::PathBuf, sync::Arc, time::Duration};

use rgrid_shared::{job::Outcome, spec::Resources};

use super::{Ended, Wanted, tail::Tail};
use crate::{
    attempt::{
        drive::{Drive, Driven},
        execute::Work,
        stop::Stop,
    },
    beneath,
    engine::{Sandbox, SandboxSpec},
    referee::{Holder, Place},
    sets,
    spool::Spool,
    stage_in,
};

/// No installation takes longer.
const WITHIN: Duration = Duration::from_mins(20);
/// What an installer may use at least; building a package takes more than most jobs.
const MEMORY_BYTES: u64 = 2 << 30;
const CPU_MILLIS: u32 = 1_000;
const DISK_BYTES: u64 = 10 << 30;
const PIDS: u32 = 512;

/// Why nothing is installed.
pub(super) enum Failed {
    /// The installer failed; the end of what it said.
    Installer(String),
    /// The attempt ends.
    Ended(Ended),
}

impl Wanted<'_> {
    /// Runs the installer to its end; gives the folder that holds what it installed.
    pub(super) async fn run_installer(
        &self,
        work: &Work<'_>,
        spool: &mut Spool,
    ) -> Result<PathBuf, Failed> {
        let folder = self.dir.install();
        self.lay_out().await.map_err(Failed::Ended)?;
        let place = Place::take(
            &self.context.referee,
            Holder::new(folder.clone(), DISK_BYTES),
        );
        let started = self.context.engine.start_once(self.sandbox()).await;
        let started = started.map_err(|error| Failed::Ended(Some(work.engine_failed(error))))?;
        let sandbox: Arc<dyn Sandbox> = Arc::from(started.sandbox);
        place.holder.runs(Arc::clone(&sandbox));
        let drive = Drive {
            sandbox: &*sandbox,
            stops: self.stops,
            timeout: WITHIN,
            place: &place,
        };
        let tail = Tail::default();
        let driven = drive.run(None, tail.listen(started.output), spool).await;
        if let Err(error) = sandbox.remove().await {
            tracing::warn!(%error, "a sandbox could not be removed; the next start removes it");
        }
        judge(work, driven, &tail)?;
        Ok(folder.join("set"))
    }

    /// Puts the files in place that say what is installed.
    async fn lay_out(&self) -> Result<(), Ended> {
        let files = self.said.files.iter().zip(&self.files.files);
        let laid = async {
            let root =
                beneath::make_root(&self.dir.install()).map_err(|error| error.to_string())?;
            let staged = stage_in::stage_in(&self.context.blobs, &root, files).await;
            staged.map(drop).map_err(|error| error.to_string())
        };
        tokio::select! {
            stop = self.stops.ordered() => Err(stop.outcome()),
            laid = laid => laid.map_err(|message| Some(Outcome::Inputs { message })),
        }
    }

    /// The operator's settings, and the secrets that the list itself names.
    fn env(&self) -> BTreeMap<String, String> {
        let ours = std::env::vars_os().filter_map(|(name, value)| {
            Some((name.into_string().ok()?, value.into_string().ok()?))
        });
        let list = fs::read_to_string(self.dir.install().join("requirements.txt"));
        let secrets = &self.assignment.spec.secrets;
        let mut env = sets::operators_env(ours);
        env.extend(sets::named(&list.unwrap_or_default(), secrets));
        env
    }

    /// The job's image and nothing else of it: none of its variables and files.
    fn sandbox(&self) -> SandboxSpec {
        let asked = &self.assignment.spec.resources;
        let script = sets::script(self.said.installer);
        SandboxSpec {
            node: self.node,
            attempt: self.assignment.attempt,
            image: self.assignment.image.clone(),
            command: ["sh", "-c", script].map(str::to_owned).into(),
            env: self.env(),
            work: self.dir.install(),
            resources: Resources {
                cpu_millis: asked.cpu_millis.max(CPU_MILLIS),
                memory_bytes: asked.memory_bytes.max(MEMORY_BYTES),
                disk_bytes: DISK_BYTES,
                pids: PIDS,
            },
            network: true,
            stdin: false,
            packages: None,
        }
    }
}

/// What the end of the installer makes of the attempt.
fn judge(work: &Work<'_>, driven: Driven, tail: &Tail) -> Result<(), Failed> {
    let because = |why: &str| Err(Failed::Installer(format!("{}\n{why}", tail.text())));
    match (driven.stop, driven.exit) {
        (Some(Stop::TimedOut), _) => because("the installer took longer than 20 minutes"),
        (Some(Stop::DiskQuota), _) => because("the installer took more than 10 GiB of disk"),
        (Some(stop), _) => Err(Failed::Ended(stop.outcome())),
        (None, Err(error)) => Err(Failed::Ended(Some(work.engine_failed(error)))),
        (None, Ok(Outcome::Exited { code: 0 })) => Ok(()),
        (None, Ok(Outcome::Oom)) => because("the installer took more memory than it may"),
        (None, Ok(_)) => Err(Failed::Installer(tail.text())),
    }
}
