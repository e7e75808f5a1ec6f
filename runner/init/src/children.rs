//! Children: the command, what it left behind, and their ends.

use rustix::process::{
    Pid, Signal, WaitOptions, WaitStatus, getpid, kill_process, kill_process_group, wait,
};

/// A shell's way of telling that a signal ended a command.
const BY_SIGNAL: i32 = 128;

/// Reaps all that have died; the code of the command when it is one of them.
pub(crate) fn reap(command: Pid) -> Option<u8> {
    let mut code = None;
    while let Ok(Some((pid, status))) = wait(WaitOptions::NOHANG) {
        if pid == command {
            code = Some(code_of(status));
        }
    }
    code
}

fn code_of(status: WaitStatus) -> u8 {
    let by_signal = || Some(BY_SIGNAL.saturating_add(status.terminating_signal()?));
    let code = status.exit_status().or_else(by_signal);
    code.and_then(|code| u8::try_from(code).ok())
        .unwrap_or(u8::MAX)
}

/// Sends the command a signal by its number.
pub(crate) fn signal(command: Pid, [number]: [u8; 1]) {
    if let Some(signal) = Signal::from_named_raw(i32::from(number)) {
        let _ = kill_process(command, signal);
    }
}

/// Ends the command.
pub(crate) fn kill(command: Pid) {
    let _ = kill_process(command, Signal::KILL);
}

/// Ends whatever the command left behind, and waits until nothing does run any more.
pub(crate) fn end_all() {
    // Only as the first process of a sandbox are all processes ours.
    if getpid().is_init() {
        // To the group of this number means: to everybody.
        let _ = kill_process_group(Pid::INIT, Signal::KILL);
    }
    while wait(WaitOptions::empty()).is_ok() {}
}
