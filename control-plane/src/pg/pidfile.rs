//! `postmaster.pid`: who serves a cluster, and whether that process is really it.
//!
//! After a hard kill the file stays, and its number may belong to nobody, to a server that is still dying, or to a
//! stranger that was given the same number.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use rustix::process::Pid;

use super::error::{IoContext, PgError};

/// The lines of the file that we use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PidFile {
    pub(super) pid: Pid,
    pub(super) port: u16,
    pub(super) socket_dir: PathBuf,
}

/// Path of the file.
pub(super) fn path(data: &Path) -> PathBuf {
    data.join("postmaster.pid")
}

/// The content of the file; `None` when there is none or it is not complete yet.
pub(super) fn read(data: &Path) -> Result<Option<PidFile>, PgError> {
    match fs::read_to_string(path(data)) {
        Ok(text) => Ok(parse(&text)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).doing("read", path(data)),
    }
}

/// The file of a server that is alive and serves this cluster.
pub(super) fn living(data: &Path) -> Result<Option<PidFile>, PgError> {
    Ok(read(data)?.filter(|file| is_postmaster_of(file.pid, data)))
}

/// Lines: pid, data folder, start time, port, socket folder.
pub(super) fn parse(text: &str) -> Option<PidFile> {
    let mut lines = text.lines();
    let pid = lines
        .next()?
        .trim()
        .parse()
        .ok()
        .filter(|pid| *pid > 0)
        .and_then(Pid::from_raw)?;
    let port = lines.nth(2)?.trim().parse().ok()?;
    let socket_dir = PathBuf::from(lines.next()?.trim_end());
    Some(PidFile {
        pid,
        port,
        socket_dir,
    })
}

/// Removes a file whose number still exists but is no server of this cluster: a stranger, or a killed server that
/// its parent has not reaped. PostgreSQL would refuse to start because of it.
///
/// Orphaned sessions of the killed server stay guarded against: PostgreSQL finds their shared memory by the folder.
pub(super) fn drop_strangers(data: &Path) -> Result<(), PgError> {
    let Some(file) = read(data)? else {
        return Ok(());
    };
    let exists = rustix::process::test_kill_process(file.pid) != Err(rustix::io::Errno::SRCH);
    if exists && !is_postmaster_of(file.pid, data) {
        fs::remove_file(path(data)).doing("remove", path(data))?;
    }
    Ok(())
}

/// Whether the process is a PostgreSQL server of this cluster (a zombie has no command line and is none).
pub(super) fn is_postmaster_of(pid: Pid, data: &Path) -> bool {
    command_line(pid).contains(&format!("postgres -D {} ", data.display()))
}

/// The words of a process, each followed by a space.
fn command_line(pid: Pid) -> String {
    let pid = pid.as_raw_nonzero();
    let bytes = fs::read(format!("/proc/{pid}/cmdline")).or_else(|_| {
        // Systems without /proc.
        Command::new("ps")
            .args(["-o", "command=", "-p", &pid.to_string()])
            .output()
            .map(|o| o.stdout)
    });
    let text = String::from_utf8_lossy(&bytes.unwrap_or_default()).replace('\0', " ");
    format!("{} ", text.trim_end())
}
