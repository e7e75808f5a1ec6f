//! Hidden: what a disk holds and no folder shows, because a process has it open without a name.
//!
//! Sees what any thread has open and what is mapped, also when the first thread of a process has
//! ended. Files under way between two sockets are seen by nobody, and only the floor of free space
//! holds those.

#[cfg(test)]
mod tests;

use std::{
    collections::HashSet,
    fs::{self, DirEntry, Metadata},
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
    let threads = entries(&format!("/proc/{process}/task"));
    let threads: Vec<_> = threads
        .map(|thread| format!("/proc/{}", thread.file_name().display()))
        .collect();
    // The memory is one, but a thread that has ended, as the first one may have, shows none of it.
    let mapped = threads.iter().find_map(|thread| {
        let mut maps = entries(&format!("{thread}/map_files")).peekable();
        maps.peek().is_some().then_some(maps)
    });
    // Open files need not be one: a thread can be made with a table of its own.
    let open = threads
        .into_iter()
        .flat_map(|thread| entries(&format!("{thread}/fd")));
    open.chain(mapped.into_iter().flatten())
        .filter_map(|link| fs::metadata(link.path()).ok())
}

fn entries(folder: &str) -> impl Iterator<Item = DirEntry> + use<> {
    fs::read_dir(folder).into_iter().flatten().flatten()
}
