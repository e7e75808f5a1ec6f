//! Hidden: what a disk holds and no folder shows, because a process has it open without a name.
//!
//! Sees open and mapped files; files under way between two sockets are seen by nobody, and only the
//! floor of free space holds those.

#[cfg(test)]
mod tests;

use std::{
    collections::HashSet,
    fs::{self, Metadata},
    os::unix::fs::MetadataExt as _,
};

/// Bytes of files without a name on `device` that these processes have; each file once.
pub(crate) fn bytes(processes: &[u32], device: u64) -> u64 {
    let mut seen = HashSet::new();
    let all = processes.iter().flat_map(|process| held(*process));
    all.filter(|file| file.is_file() && file.nlink() == 0 && file.dev() == device)
        .filter(|file| seen.insert(file.ino()))
        .fold(0, |sum, file| {
            sum.saturating_add(file.blocks().saturating_mul(512))
        })
}

/// What a process has open or mapped; of one that is gone or another's, nothing.
fn held(process: u32) -> impl Iterator<Item = Metadata> {
    let folders = ["fd", "map_files"].map(|folder| format!("/proc/{process}/{folder}"));
    let links = folders
        .into_iter()
        .filter_map(|path| fs::read_dir(path).ok());
    links
        .flatten()
        .filter_map(|link| fs::metadata(link.ok()?.path()).ok())
}
