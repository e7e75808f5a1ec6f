//! Install: the installer in a sandbox of its own, with network and without anything of the job's.

use std::{collections::BTreeMap, fs, path::PathBuf, sync::Arc, time::Duration};

use rgrid_shared::{job::Outcome, spec::Resources};

use super::{
    Ended, Wanted,
    judge::{TOO_MUCH, judge},
    tail::Tail,
};
use crate::{
    attempt::{drive::Drive, execute::Work},
    beneath::{self, Root},
    engine::{Sandbox, SandboxSpec},
    referee::{Holder, Place, holds_more},
    sets::{self, MOST_BYTES},
    spool::Spool,
    stage_in,
};

/// No installation takes longer.
const WITHIN: Duration = Duration::from_mins(20);
/// What an installer may use at least; building a package takes more than most jobs.
const MEMORY_BYTES: u64 = 2 << 30;
const CPU_MILLIS: u32 = 1_000;
const PIDS: u32 = 512;

/// Why nothing is installed.
pub(super) enum Failed {
    /// The installer failed, as it would for every job: the end of what it said.
    Installer(String),
    /// It failed, which may be due to this job alone: to its secrets, its memory, or this node.
    Here(String),
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
        let list = self.list();
        let place = Place::take(
            &self.context.referee,
            Holder::new(folder.clone(), MOST_BYTES),
        );
        let started = self.context.engine.start_once(self.sandbox(&list)).await;
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
        let removed = sandbox.remove().await.inspect_err(|error| {
            tracing::warn!(%error, "a sandbox could not be removed; the next start removes it");
        });
        judge(work, driven, &tail).map_err(|failed| failed.of(&list))?;
        // What is still there may still write.
        removed.map_err(|error| Failed::Ended(Some(work.engine_failed(error))))?;
        self.look_back().await?;
        Ok(folder.join("set"))
    }

    /// Looks at the folder for the last time: what came since it was looked at counts, too.
    async fn look_back(&self) -> Result<(), Failed> {
        let folder = self.dir.install();
        let looked = self.unless_stopped(move || holds_more(&Root::open(&folder)?, MOST_BYTES));
        match looked.await {
            Ok(false) => Ok(()),
            Ok(true) => Err(Failed::Here(TOO_MUCH.into())),
            Err(ended) => Err(Failed::Ended(ended)),
        }
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

    /// The list of packages, where the installer has one.
    fn list(&self) -> String {
        let list = fs::read_to_string(self.dir.install().join("requirements.txt"));
        list.unwrap_or_default()
    }

    /// The operator's settings, and the secrets that the list itself names.
    fn env(&self, list: &str) -> BTreeMap<String, String> {
        let ours = std::env::vars_os().filter_map(|(name, value)| {
            Some((name.into_string().ok()?, value.into_string().ok()?))
        });
        let secrets = &self.assignment.spec.secrets;
        let mut env = sets::operators_env(ours);
        env.extend(sets::named(list, secrets));
        env
    }

    /// The job's image and nothing else of it: none of its variables and files.
    fn sandbox(&self, list: &str) -> SandboxSpec {
        let asked = &self.assignment.spec.resources;
        let script = sets::script(self.said.installer);
        SandboxSpec {
            node: self.node,
            attempt: self.assignment.attempt,
            image: self.assignment.image.clone(),
            command: ["sh", "-c", script].map(str::to_owned).into(),
            env: self.env(list),
            work: self.dir.install(),
            resources: Resources {
                cpu_millis: asked.cpu_millis.max(CPU_MILLIS),
                memory_bytes: asked.memory_bytes.max(MEMORY_BYTES),
                disk_bytes: MOST_BYTES,
                pids: PIDS,
            },
            network: true,
            stdin: false,
            packages: None,
        }
    }
}
