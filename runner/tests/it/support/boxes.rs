//! The sandboxes of a runner, as its folder and this machine show them.

use std::{os::unix::fs::MetadataExt as _, path::Path};

use rustix::process::Pid;

/// The folders of sandboxes.
pub(crate) fn boxes(state: &Path) -> usize {
    let entries = std::fs::read_dir(state.join("boxes")).into_iter().flatten();
    entries
        .flatten()
        .filter(|entry| entry.path().is_dir())
        .count()
}

/// The processes that run the program of these sandboxes.
pub(crate) fn first_processes(boxes: &Path) -> Vec<Pid> {
    let program = std::fs::metadata(boxes.join("rgrid-init")).unwrap().ino();
    let entries = std::fs::read_dir("/proc").unwrap().flatten();
    let ours = entries.filter(|entry| {
        let found = std::fs::metadata(entry.path().join("exe"));
        found.is_ok_and(|found| found.ino() == program)
    });
    let pids = ours.filter_map(|entry| entry.file_name().to_str()?.parse().ok());
    pids.filter_map(Pid::from_raw).collect()
}
