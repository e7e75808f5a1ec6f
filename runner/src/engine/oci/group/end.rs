//! The end of groups: who is in them, killed; the folders, removed.

use std::{
    collections::BTreeSet,
    fs, io,
    path::{Path, PathBuf},
    thread::sleep,
    time::{Duration, Instant},
};

use rustix::process::{Pid, Signal, kill_process};

/// Killed processes are gone sooner than this.
const GONE_WITHIN: Duration = Duration::from_secs(10);

/// Kills what is listed until nothing is.
pub(super) fn kill(list: impl Fn() -> BTreeSet<u32>) -> io::Result<()> {
    let deadline = Instant::now().checked_add(GONE_WITHIN);
    loop {
        let left = list();
        if left.is_empty() {
            return Ok(());
        }
        if deadline.is_none_or(|deadline| Instant::now() > deadline) {
            return Err(io::Error::other(format!("processes {left:?} do not die")));
        }
        for pid in left {
            if let Some(pid) = i32::try_from(pid).ok().and_then(Pid::from_raw) {
                let _ = kill_process(pid, Signal::KILL);
            }
        }
        sleep(Duration::from_millis(2));
    }
}

/// The processes of a group and of those in it.
pub(super) fn processes(folder: &Path) -> Vec<u32> {
    let listed = fs::read_to_string(folder.join("cgroup.procs")).unwrap_or_default();
    let own = listed.lines().filter_map(|line| line.parse().ok());
    let inner = below(folder).into_iter().flat_map(|at| processes(&at));
    own.chain(inner).collect()
}

/// The groups in a group.
pub(super) fn below(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let folders = entries.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()));
    folders.map(|entry| entry.path()).collect()
}

/// Removes a group and those in it; the kernel may need a moment after the last process.
pub(super) fn remove(folder: &Path) -> io::Result<()> {
    below(folder).iter().try_for_each(|inner| remove(inner))?;
    let deadline = Instant::now().checked_add(GONE_WITHIN);
    loop {
        match fs::remove_dir(folder) {
            Err(error) if error.kind() == io::ErrorKind::ResourceBusy => {
                if deadline.is_none_or(|deadline| Instant::now() > deadline) {
                    return Err(error);
                }
                sleep(Duration::from_millis(2));
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            other => return other,
        }
    }
}

/// Makes a group; one above it may be removed by the last attempt just now, so it is tried again.
pub(super) fn make(folder: &Path) -> io::Result<()> {
    for _ in 0..10 {
        match fs::create_dir_all(folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            other => return other,
        }
    }
    fs::create_dir_all(folder)
}
