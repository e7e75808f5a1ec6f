//! Keys: whether one is pressed on the terminal. What was typed stays there, for whoever reads next, unless it is asked for.

use std::{
    future::pending,
    io::{Stdin, stdin},
};

use rustix::{
    process::getpgrp,
    termios::{LocalModes, OptionalActions, Termios, tcgetattr, tcgetpgrp, tcsetattr},
};
use tokio::io::{Interest, unix::AsyncFd};

/// A terminal that tells of each key instead of each line; it is as it was once this is dropped.
pub struct Keys {
    before: Termios,
    terminal: AsyncFd<Stdin>,
}

impl Keys {
    /// The terminal that we are in front of; nothing where there is none.
    #[must_use]
    pub fn listen() -> Option<Self> {
        let stdin = stdin();
        // In the background a change of the terminal would stop us.
        if tcgetpgrp(&stdin).ok()? != getpgrp() {
            return None;
        }
        let before = tcgetattr(&stdin).ok()?;
        #[expect(
            deprecated,
            reason = "who takes its place is unsafe, and standard input stays open"
        )]
        let terminal = AsyncFd::with_interest(stdin, Interest::READABLE).ok()?;
        tcsetattr(terminal.get_ref(), OptionalActions::Now, &each_key(&before)).ok()?;
        Some(Self { before, terminal })
    }

    /// Waits for a key; signals such as Ctrl-C are none.
    pub(super) async fn pressed(keys: Option<&Self>) {
        match keys {
            Some(keys) if keys.terminal.readable().await.is_ok() => {}
            _ => pending().await,
        }
    }
}

impl Keys {
    /// Tells of each key again, after a shell that we came back from has set the terminal its own way.
    pub fn hold(&self) {
        let terminal = self.terminal.get_ref();
        let is_ours = tcgetpgrp(terminal).is_ok_and(|group| group == getpgrp());
        let Ok(now) = tcgetattr(terminal) else { return };
        if is_ours && now.local_modes.contains(LocalModes::ICANON) {
            // A terminal that is gone has no keys.
            let _gone = tcsetattr(terminal, OptionalActions::Now, &each_key(&self.before));
        }
    }

    /// The next keys; they are taken away. A terminal that is gone has none, and arrows and the like are none.
    pub async fn next(keys: Option<&Self>) -> Vec<u8> {
        let Some(keys) = keys else {
            return pending().await;
        };
        let mut typed = [0; 32];
        match keys.terminal.readable().await {
            Ok(mut ready) => {
                let read = rustix::io::read(keys.terminal.get_ref(), &mut typed);
                ready.clear_ready();
                match read.ok().and_then(|count| typed.get(..count)) {
                    None | Some([]) => pending().await,
                    Some([0x1b, ..]) => Vec::new(),
                    Some(typed) => typed.to_vec(),
                }
            }
            Err(_) => pending().await,
        }
    }
}

impl Drop for Keys {
    fn drop(&mut self) {
        // A terminal that is gone needs nothing.
        let _gone = tcsetattr(self.terminal.get_ref(), OptionalActions::Now, &self.before);
    }
}

/// The same terminal, but it tells of each key and shows none.
fn each_key(before: &Termios) -> Termios {
    let mut each = before.clone();
    each.local_modes
        .remove(LocalModes::ICANON | LocalModes::ECHO);
    each
}
