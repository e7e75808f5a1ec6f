//! How the control groups of this machine are mounted: a folder per controller, one for all, or mixed.

use std::{fs, path::PathBuf};

/// Where control groups are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Layout {
    /// Version 1: a folder per controller or two.
    Each {
        /// The folders.
        controllers: Vec<PathBuf>,
        /// The version 2 folder beside them, without controllers, which runtimes do not cope with.
        mixed: Option<PathBuf>,
    },
    /// Version 2: one folder.
    One(PathBuf),
}

impl Layout {
    /// What this process sees mounted; nothing when there is none.
    pub(super) fn of_this_machine() -> Option<Self> {
        Self::read(&fs::read_to_string("/proc/self/mountinfo").ok()?)
    }

    /// What the text of `mountinfo` says.
    pub(super) fn read(mountinfo: &str) -> Option<Self> {
        let mounts = |wanted: &str| {
            let mut found: Vec<PathBuf> = Vec::new();
            for line in mountinfo.lines() {
                if let Some(path) = mount_point(line, wanted).filter(|path| !found.contains(path)) {
                    found.push(path);
                }
            }
            found
        };
        let (controllers, one) = (mounts("cgroup"), mounts("cgroup2").into_iter().next());
        if controllers.is_empty() {
            return one.map(Self::One);
        }
        Some(Self::Each {
            controllers,
            mixed: one,
        })
    }

    /// Every folder that has the groups.
    pub(super) fn roots(&self) -> Vec<PathBuf> {
        match self {
            Self::Each { controllers, .. } => controllers.clone(),
            Self::One(root) => vec![root.clone()],
        }
    }
}

/// Where the line mounts a file system of the wanted kind.
fn mount_point(line: &str, wanted: &str) -> Option<PathBuf> {
    let (place, kind) = line.split_once(" - ")?;
    let kind = kind.split(' ').next()?;
    let path = place.split(' ').nth(4)?;
    (kind == wanted).then(|| path.into())
}
