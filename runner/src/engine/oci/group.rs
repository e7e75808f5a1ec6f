//! The control groups of one sandbox: made with its limits, emptied, removed.
//!
//! Ours are `rgrid/<node>/<attempt>`, so that what a killed runner left is found by the node's name.

mod each;
mod end;
mod one;
#[cfg(test)]
mod tests;

use std::{collections::BTreeSet, fs, io, path::PathBuf, sync::Arc};

use rgrid_shared::{id::NodeId, spec::Resources};

use super::layout::Layout;
use end::{below, kill, processes, remove};

/// What all groups of ours are in.
const OURS: &str = "rgrid";
/// Where the runtime puts the sandbox below our group, under version 2.
const BOX: &str = "box";

/// The groups of one sandbox.
#[derive(Debug, Clone)]
pub(super) struct Group {
    layout: Arc<Layout>,
    parent: String,
    name: String,
}

impl Group {
    /// The groups, there or not.
    pub(super) fn of(layout: &Arc<Layout>, node: NodeId, name: &str) -> Self {
        Self {
            layout: Arc::clone(layout),
            parent: format!("{OURS}/{node}"),
            name: name.to_owned(),
        }
    }

    /// Makes them.
    pub(super) fn make(&self, resources: &Resources) -> io::Result<()> {
        match &*self.layout {
            Layout::Each { .. } => each::make(&self.folders(), resources),
            Layout::One(root) => one::make(root, &self.path()),
        }
    }

    /// Their path below each root.
    fn path(&self) -> String {
        format!("{}/{}", self.parent, self.name)
    }

    /// The same, with the one in it that the runtime makes.
    pub(super) fn paths(&self) -> Vec<String> {
        vec![self.path(), format!("{}/{BOX}", self.path())]
    }

    /// The group that the runtime shall make; nothing where it inherits ours.
    pub(super) fn for_runtime(&self) -> Option<String> {
        match &*self.layout {
            Layout::Each { .. } => None,
            Layout::One(_) => Some(format!("/{}/{BOX}", self.path())),
        }
    }

    /// Their folders.
    pub(super) fn folders(&self) -> Vec<PathBuf> {
        let roots = self.layout.roots().into_iter();
        roots.map(|root| root.join(self.path())).collect()
    }

    /// Takes the runtime out of the count of processes, which is the job's alone.
    pub(super) fn leave_to_the_job(&self, runtime: u32) -> io::Result<()> {
        for folder in self.folders() {
            if folder.join("pids.max").exists() && self.for_runtime().is_none() {
                let above = folder.parent().unwrap_or(&folder);
                fs::write(above.join("cgroup.procs"), runtime.to_string())?;
            }
        }
        Ok(())
    }

    /// The processes in them: who is in any is in all, but for the runtime, which leaves the count of processes.
    pub(super) fn processes(&self) -> BTreeSet<u32> {
        let folders = self.folders();
        let counts = |at: &&PathBuf| at.join("pids.max").exists();
        let one = folders.iter().find(|at| !counts(at));
        let one = one.or(folders.first());
        one.into_iter().flat_map(|at| processes(at)).collect()
    }

    /// Kills all but one process, and waits until the others are gone.
    pub(super) fn kill_all_but(&self, spared: Option<u32>) -> io::Result<()> {
        let list = || {
            self.processes()
                .into_iter()
                .filter(|pid| Some(*pid) != spared)
        };
        kill(|| list().collect())
    }

    /// Removes them, which are empty, and with the last of a node what they were in.
    pub(super) fn remove(&self) -> io::Result<()> {
        for folder in self.folders() {
            remove(&folder)?;
            if let Some(above) = folder.parent() {
                // The groups of another attempt keep it.
                let _ = fs::remove_dir(above);
            }
        }
        Ok(())
    }
}

/// Ends and removes every group of the node; returns how many sandboxes there were.
pub(super) fn sweep(layout: &Arc<Layout>, node: NodeId) -> io::Result<usize> {
    let tops: Vec<PathBuf> = layout.roots();
    let tops = tops.iter().map(|root| root.join(format!("{OURS}/{node}")));
    let tops: Vec<PathBuf> = tops.filter(|top| top.exists()).collect();
    let all = || tops.iter().flat_map(|top| processes(top)).collect();
    kill(all)?;
    let names: BTreeSet<PathBuf> = tops.iter().flat_map(|top| below(top)).collect();
    let names = names.iter().filter_map(|path| path.file_name());
    let count = names.collect::<BTreeSet<_>>().len();
    tops.iter().try_for_each(|top| remove(top))?;
    Ok(count)
}
