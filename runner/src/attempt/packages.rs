//! Packages: from what a job says it needs to a folder that its sandbox sees.
//!
//! Owns the order of things: what this node has, else what the account has stored, else an installation, of which
//! there is one at a time for a set, on all nodes together. Tells the user, on the job's standard error.

mod fetch;
mod get;
mod install;
mod judge;
mod tail;

use std::{io, path::Path, sync::Arc};

use rgrid_shared::{
    digest::Digest,
    id::NodeId,
    job::Outcome,
    spec::Dependencies,
    wire::{
        logs::Stream,
        node::{Assignment, DependencyFiles},
    },
};

use super::{execute::Work, stop::Stops};
use crate::{
    context::Context,
    engine::{Packages, SandboxSpec},
    port::Desk,
    sets,
    spool::Spool,
    state_dir::AttemptDir,
};

/// What ends the attempt; nothing when there is nobody to tell.
type Ended = Option<Outcome>;

/// The packages of one attempt, on their way.
struct Wanted<'a> {
    context: &'a Context,
    node: NodeId,
    assignment: &'a Assignment,
    dir: &'a AttemptDir,
    stops: &'a Stops,
    said: &'a Dependencies,
    files: &'a DependencyFiles,
    key: Digest,
}

/// What the job sees of packages, when it needs any and they are at hand; that costs nothing.
pub(super) fn at_hand(context: &Context, assignment: &Assignment, spec: &mut SandboxSpec) -> bool {
    let (Some(said), Some(files)) = (&assignment.spec.dependencies, &assignment.dependencies)
    else {
        return true;
    };
    let Some(image) = context.engine.digest(&assignment.image) else {
        return false;
    };
    let key = sets::key(files.account, &image, said);
    let found = context.sets.kept.at_hand(key);
    spec.packages = found.map(|folder| packages(folder, said));
    spec.packages.is_some()
}

fn packages(folder: Arc<Path>, said: &Dependencies) -> Packages {
    let stand = sets::stand(said.installer);
    Packages { folder, stand }
}

/// Says something to the user, besides what the job says.
fn say(spool: &mut Spool, words: &str) {
    let _ = spool.append(Stream::Stderr, format!("rgrid: {words}\n").as_bytes());
}

impl Wanted<'_> {
    /// Does what takes a while of the disk; an attempt that is stopped does not wait for the end of it.
    async fn unless_stopped<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> io::Result<T> + Send + 'static,
    ) -> Result<T, Ended> {
        let done = tokio::select! {
            stop = self.stops.ordered() => return Err(stop.outcome()),
            done = tokio::task::spawn_blocking(work) => done,
        };
        let done = done.map_err(io::Error::other).flatten();
        done.map_err(|error| Some(internal(&error)))
    }
}

impl Work<'_> {
    /// Gets the packages that the job needs, whose image was prepared.
    pub(super) async fn packages(
        &self,
        spool: &mut Spool,
        desk: &mut Desk,
    ) -> Result<Option<Packages>, Ended> {
        let Some(said) = &self.assignment.spec.dependencies else {
            return Ok(None);
        };
        let Some(files) = &self.assignment.dependencies else {
            let message = "the assignment does not say where its dependencies are".into();
            return Err(Some(Outcome::Internal { message }));
        };
        let image = self.context.engine.digest(&self.assignment.image);
        let image = image.as_ref().unwrap_or(&self.assignment.image);
        let wanted = Wanted {
            context: self.context,
            node: self.node,
            assignment: self.assignment,
            dir: self.dir,
            stops: self.stops,
            said,
            files,
            key: sets::key(files.account, image, said),
        };
        let folder = Box::pin(wanted.get(self, spool, desk)).await?;
        Ok(Some(packages(folder, said)))
    }
}

fn internal(why: &io::Error) -> Outcome {
    let message = format!("the dependencies could not be put in place: {why}");
    Outcome::Internal { message }
}

/// Its message is the installer's last line that has words and is no advice; marks below one point at what is wrong in it.
fn failed(said: &str) -> Outcome {
    let has_words =
        |line: &&str| line.contains(char::is_alphanumeric) && !line.starts_with("hint: ");
    let last = said.lines().rev().find(has_words);
    let last = last.unwrap_or("the installer said nothing").trim();
    let message = last.trim_start_matches("cause: ").to_owned();
    Outcome::Dependencies { message }
}
