//! Version 2: a group of ours that outlives the one the runtime makes in it, limits and all.

use std::{fs, io, path::Path};

use super::end;

/// What the sandbox is limited by.
const CONTROLLERS: &str = "+cpu +memory +pids";

/// Makes `path` below the root, with the controllers handed down on the way.
pub(super) fn make(root: &Path, path: &str) -> io::Result<()> {
    end::make(&root.join(path))?;
    let mut at = root.to_owned();
    hand_down(&at)?;
    for name in path.split('/') {
        at.push(name);
        hand_down(&at)?;
    }
    Ok(())
}

fn hand_down(folder: &Path) -> io::Result<()> {
    fs::write(folder.join("cgroup.subtree_control"), CONTROLLERS)
}
