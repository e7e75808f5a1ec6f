//! What came of an attempt's command, and the removal of its sandbox meanwhile.

use std::{path::PathBuf, sync::Arc};

use rgrid_shared::{
    job::Outcome,
    wire::node::{RanIn, Usage},
};
use tokio::task::JoinHandle;

use super::execute::Work;
use crate::{engine::Sandbox, remove::remove_tree, sets, stage_in::Known};

/// What came of it.
pub(super) struct Ran {
    pub(super) outcome: Outcome,
    pub(super) usage: Usage,
    /// What it ran in, where that is asked for and known.
    pub(super) within: Option<RanIn>,
    /// The inputs as they were; nothing when the command did not start.
    pub(super) known: Option<Known>,
    /// The sandbox being removed meanwhile.
    pub(super) removal: Option<JoinHandle<()>>,
}

impl Ran {
    /// Nothing was started.
    pub(super) fn unstarted(outcome: Outcome) -> Self {
        Self {
            outcome,
            usage: Usage::default(),
            within: None,
            known: None,
            removal: None,
        }
    }
}

impl Work<'_> {
    /// What the command would run in now, where that is asked for.
    pub(super) fn runs_in(&self) -> Option<RanIn> {
        let assignment = self.assignment;
        if !assignment.tell_ran_in {
            return None;
        }
        let image = self.context.engine.digest(&assignment.image)?;
        let said = assignment.spec.dependencies.as_ref();
        let installed = said.zip(assignment.dependencies.as_ref());
        let packages = installed.map(|(said, files)| sets::key(files.account, &image, said));
        // The engines write it with and without the name of the hash.
        let image = image.strip_prefix("sha256:").unwrap_or(&image).to_owned();
        Some(RanIn { image, packages })
    }
}

/// Removes the sandbox, and then a working directory of which nothing comes home.
pub(super) async fn remove(sandbox: Arc<dyn Sandbox>, useless: Option<PathBuf>) {
    if let Err(error) = sandbox.remove().await {
        tracing::warn!(%error, "a sandbox could not be removed; the next start removes it");
    }
    if let Some(work) = useless {
        // What stays is removed with the attempt.
        let _ = tokio::task::spawn_blocking(move || remove_tree(&work)).await;
    }
}
