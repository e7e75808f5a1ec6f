//! The life of a sandbox: orders, one command, its end.

use std::{
    io::{self, Read as _, Write as _},
    os::{
        fd::{AsFd as _, OwnedFd},
        unix::{net::UnixStream, process::CommandExt as _},
    },
    path::Path,
    process::{Command, ExitCode},
};

use nix::{
    poll::{PollFd, PollFlags, PollTimeout, poll},
    sys::{
        signal::{SigSet, Signal},
        signalfd::{SfdFlags, SignalFd},
    },
};
use rustix::process::{DumpableBehavior, Pid, set_dumpable_behavior};

use crate::{
    children,
    line::{self, Word},
    orders::Orders,
};

/// What a shell calls a program that is not there, and one that is none.
const NOT_FOUND: u8 = 127;
const NOT_EXECUTABLE: u8 = 126;

/// Lives from the first word to the last; the code is the command's.
#[must_use]
pub fn live(socket: &Path) -> ExitCode {
    match lived(socket) {
        Ok(code) => code.into(),
        Err(error) => {
            let _ = writeln!(io::stderr(), "rgrid-init: {error}");
            ExitCode::FAILURE
        }
    }
}

fn lived(socket: &Path) -> io::Result<u8> {
    // A job has our user; what we hold is nothing it could not have, but neither its to change.
    set_dumpable_behavior(DumpableBehavior::NotDumpable)?;
    let mut line = UnixStream::connect(socket)?;
    let Some((orders, streams)) = line::receive(&line)? else {
        return Ok(0);
    };
    let code = match start(&orders, streams) {
        Ok(command) => {
            // Who cannot be told has gone, and that is seen below.
            let _ = line.write_all(&Word::Started.to_bytes());
            until_ended(&mut line, command)?
        }
        Err(code) => code,
    };
    children::end_all();
    let _ = line.write_all(&Word::Ended(code).to_bytes());
    // The runner looks at what was used before it lets go; what it says meanwhile comes too late.
    while line.read(&mut [0]).is_ok_and(|count| count > 0) {}
    Ok(code)
}

/// Starts the command; says on its own standard error why it cannot be started.
fn start(orders: &Orders, [stdin, stdout, stderr]: [OwnedFd; 3]) -> Result<Pid, u8> {
    let Some((program, words)) = orders.command.split_first() else {
        return Err(NOT_FOUND);
    };
    let mut complaints = stderr.try_clone().map(std::fs::File::from);
    let mut command = Command::new(program);
    command
        .args(words)
        .stdin(stdin)
        .stdout(stdout)
        .stderr(stderr);
    command.envs(orders.env.iter().map(|(name, value)| (name, value)));
    if let Some(path) = orders.path() {
        command.env("PATH", path);
    }
    let spawned = command.process_group(0).spawn();
    let error = match spawned.map(|child| i32::try_from(child.id())) {
        Ok(Ok(number)) => return Pid::from_raw(number).ok_or(NOT_EXECUTABLE),
        Ok(Err(_)) => return Err(NOT_EXECUTABLE),
        Err(error) => error,
    };
    if let Ok(complaints) = &mut complaints {
        let why = error.to_string();
        let why = why.split(" (os error").next().unwrap_or_default();
        let _ = writeln!(complaints, "rgrid-init: exec {program} failed: {why}");
    }
    let is_there = error.kind() != io::ErrorKind::NotFound;
    Err(if is_there { NOT_EXECUTABLE } else { NOT_FOUND })
}

/// Reaps and hands signals on until the command has ended, or the runner has gone, which ends it.
fn until_ended(line: &mut UnixStream, command: Pid) -> io::Result<u8> {
    // Blocked only now, as the command would have inherited that; so who died already is looked for first.
    let mut deaths = SigSet::empty();
    deaths.add(Signal::SIGCHLD);
    deaths.thread_block()?;
    let deaths = SignalFd::with_flags(&deaths, SfdFlags::SFD_CLOEXEC)?;
    if let Some(code) = children::reap(command) {
        return Ok(code);
    }
    loop {
        let mut wanted = [
            PollFd::new(deaths.as_fd(), PollFlags::POLLIN),
            PollFd::new(line.as_fd(), PollFlags::POLLIN),
        ];
        poll(&mut wanted, PollTimeout::NONE)?;
        let [died, said] = wanted.map(|one| one.any().unwrap_or(false));
        if died {
            let _ = deaths.read_signal();
            if let Some(code) = children::reap(command) {
                return Ok(code);
            }
        }
        if said {
            let mut signal = [0];
            match line.read(&mut signal) {
                Ok(1) => children::signal(command, signal),
                Ok(_) | Err(_) => children::kill(command),
            }
        }
    }
}
