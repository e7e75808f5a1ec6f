//! Layout: the local place of each artifact.

mod batch;
#[cfg(test)]
mod tests;

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use rgrid_shared::{digest::Digest, path::RelPath, wire::artifacts::Artifact};

use crate::plan::{Places, Plan, files::FOLDER_MARK};

pub use batch::Batch;

/// Where an artifact goes: a path below a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Goes {
    /// The folder, which is trusted.
    pub root: PathBuf,
    /// The path below it, which is not.
    pub path: RelPath,
}

/// Everything below one folder.
#[derive(Debug, Clone)]
pub struct Folder(pub PathBuf);

impl Folder {
    /// The place of the artifact at `path`.
    #[must_use]
    pub fn place(&self, path: &RelPath) -> Option<Goes> {
        let is_mark = path.file_name() == FOLDER_MARK;
        (!is_mark).then(|| Goes {
            root: self.0.clone(),
            path: path.clone(),
        })
    }
}

/// The current directory, as if run locally.
#[derive(Debug, Clone)]
pub struct Single {
    root: PathBuf,
    places: Places,
    sent: BTreeMap<RelPath, (Digest, Option<PathBuf>)>,
}

impl Single {
    /// The places of one run's artifacts.
    #[must_use]
    pub fn new(root: PathBuf, plan: &Plan, inputs: &[rgrid_shared::spec::Input]) -> Self {
        let sent = inputs.iter().map(|input| {
            let local = plan
                .files
                .0
                .get(&input.path)
                .and_then(|file| file.local.clone());
            (input.path.clone(), (input.digest, local))
        });
        Self {
            root,
            places: plan.places.clone(),
            sent: sent.collect(),
        }
    }

    /// The place of `artifact`; nothing when it need not come.
    #[must_use]
    pub fn place(&self, artifact: &Artifact) -> Option<Goes> {
        let here = || Goes {
            root: self.root.clone(),
            path: artifact.path.clone(),
        };
        if artifact.path.file_name() == FOLDER_MARK {
            return None;
        }
        if let Some((digest, local)) = self.sent.get(&artifact.path) {
            if *digest == artifact.digest {
                return None;
            }
            // What was sent from here goes back to where it is, behind any link that the user named.
            let real = local.as_ref().and_then(|path| path.canonicalize().ok());
            return Some(real.and_then(|path| split(&path)).unwrap_or_else(here));
        }
        match self.places.local(artifact.path.as_str()) {
            Some(local) if self.may_write(artifact.path.as_str(), &local) => {
                Some(split(&local).unwrap_or_else(here))
            }
            Some(_) | None => Some(here()),
        }
    }

    /// A new file outside the current directory: below or at a path that was named, or a new plain
    /// name beside one. Nothing that is there already is replaced unless it was named.
    fn may_write(&self, remote: &str, local: &Path) -> bool {
        // `.rgrid-in/N/NAME` and nothing deeper: a job must not reach into folders it was not given.
        let parts: Vec<&str> = remote.split('/').collect();
        let plain = matches!(parts.as_slice(), [_, _, name] if !name.starts_with('.'));
        let folder_is_there = local.parent().is_some_and(Path::is_dir);
        self.places.named(remote) || (plain && folder_is_there && local.symlink_metadata().is_err())
    }
}

/// A real path as its folder and its name.
fn split(path: &Path) -> Option<Goes> {
    let path_below = RelPath::new(path.file_name()?.to_str()?).ok()?;
    Some(Goes {
        root: path.parent()?.to_owned(),
        path: path_below,
    })
}
