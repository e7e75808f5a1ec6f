//! The instance in the background: starting it, waiting until it is ready, ending it.

use std::{
    fs::OpenOptions,
    io,
    os::unix::{fs::OpenOptionsExt, process::CommandExt},
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use rustix::process::{Pid, Signal, kill_process};

use super::{Instance, Layout, LocalError, Status};

const POLL: Duration = Duration::from_millis(50);
const START_PATIENCE: Duration = Duration::from_mins(3);
const STOP_PATIENCE: Duration = Duration::from_mins(1);

/// Starts `program args…` as the instance in the background and waits until it is ready.
///
/// # Errors
/// [`LocalError::AlreadyUp`], [`LocalError::Died`] with the last line of its log, [`LocalError::File`].
pub fn start_detached(
    layout: &Layout,
    program: &Path,
    args: &[String],
    database_url: Option<&str>,
) -> Result<Status, LocalError> {
    if let Some(status) = Instance::running(layout)? {
        return Err(LocalError::AlreadyUp {
            url: status.url,
            pid: status.pid,
        });
    }
    layout.make().map_err(LocalError::file(layout.log()))?;
    let before = std::fs::metadata(layout.log()).map_or(0, |meta| meta.len());
    let mut child =
        spawn(layout, program, args, database_url).map_err(LocalError::file(program))?;
    let deadline = Instant::now().checked_add(START_PATIENCE);
    while deadline.is_some_and(|deadline| Instant::now() < deadline) {
        if let Some(status) = Instance::running(layout)?.filter(|status| status.ready) {
            return Ok(status);
        }
        if !matches!(child.try_wait(), Ok(None)) {
            break;
        }
        std::thread::sleep(POLL);
    }
    Err(last_words(layout, before))
}

/// The database's address has a password in it, so it travels in the environment, not in the words.
fn spawn(
    layout: &Layout,
    program: &Path,
    args: &[String],
    database_url: Option<&str>,
) -> io::Result<Child> {
    let log = OpenOptions::new()
        .create(true)
        .append(true)
        .mode(0o600)
        .open(layout.log())?;
    Command::new(program)
        .args(args)
        .envs(database_url.map(|url| ("RGRID_DATABASE_URL", url)))
        .stdin(Stdio::null())
        .stdout(log.try_clone()?)
        .stderr(log)
        // A process group of its own: Ctrl-C and a closed terminal do not reach it.
        .process_group(0)
        .current_dir("/")
        .spawn()
}

/// What the instance said at its end: its last failure and the hints after it, without the JSON
/// lines of the log. `before` is where its part of the log begins.
fn last_words(layout: &Layout, before: u64) -> LocalError {
    let log = std::fs::read(layout.log()).unwrap_or_default();
    let skipped = usize::try_from(before).unwrap_or(usize::MAX);
    let text = String::from_utf8_lossy(log.get(skipped..).unwrap_or_default()).into_owned();
    let mut last = "it said nothing".to_owned();
    let mut hint = None;
    for line in text
        .lines()
        .filter(|line| !line.starts_with('{') && !line.trim().is_empty())
    {
        if let Some(next) = line.strip_prefix("hint: ") {
            hint = Some(next.to_owned());
        } else {
            line.strip_prefix("rgrid: ")
                .unwrap_or(line)
                .clone_into(&mut last);
            hint = None;
        }
    }
    LocalError::Died {
        last,
        hint,
        log: layout.log(),
    }
}

/// Ends the instance and waits until it is gone; says which one it was, if there was one.
///
/// # Errors
/// [`LocalError::WillNotStop`], [`LocalError::File`].
pub fn stop(layout: &Layout) -> Result<Option<Status>, LocalError> {
    let Some(status) = Instance::running(layout)? else {
        return Ok(None);
    };
    let pid = i32::try_from(status.pid).ok().and_then(Pid::from_raw);
    let Some(pid) = pid else {
        return Err(LocalError::WillNotStop(status.pid));
    };
    // An error means that it has just gone, which the next look shows.
    let _ = kill_process(pid, Signal::TERM);
    let deadline = Instant::now().checked_add(STOP_PATIENCE);
    while deadline.is_some_and(|deadline| Instant::now() < deadline) {
        if Instance::running(layout)?.is_none() {
            return Ok(Some(status));
        }
        std::thread::sleep(POLL);
    }
    Err(LocalError::WillNotStop(status.pid))
}
