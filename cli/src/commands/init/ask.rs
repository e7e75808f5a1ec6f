//! Asking a person at a terminal.

use std::io::{self, BufRead, Read, Write};

use rgrid_shared::spec::Secret;
use rustix::termios::{LocalModes, OptionalActions, Termios, tcgetattr, tcsetattr};

use crate::exit::{Failure, Result};

/// One line; an empty one is `otherwise`.
pub(super) fn line(what: &str, otherwise: &str) -> Result<String> {
    prompt(&format!("{what} [{otherwise}]: "));
    let mut text = String::new();
    let read = io::stdin()
        .lock()
        .read_line(&mut text)
        .map_err(|error| unread(&error))?;
    match text.trim() {
        _ if read == 0 => Err(left()),
        "" => Ok(otherwise.to_owned()),
        text => Ok(text.to_owned()),
    }
}

/// One line that the terminal does not show.
pub(super) fn secret(what: &str) -> Result<Secret> {
    prompt(&format!("{what}: "));
    let terminal = Hidden::begin()?;
    let text = typed();
    drop(terminal);
    prompt("\n");
    match text?.trim() {
        "" => Err(Failure::usage("no key was given")
            .hint("rgrid keys create    on a machine that has one")),
        key => Ok(Secret::new(key)),
    }
}

/// What is typed up to the end of the line, each key as it comes.
fn typed() -> Result<String> {
    let mut text = Vec::new();
    for byte in io::stdin().lock().bytes() {
        match byte.map_err(|error| unread(&error))? {
            b'\n' | b'\r' => break,
            0x03 | 0x04 => return Err(left()),
            0x08 | 0x7f => drop(text.pop()),
            byte => text.push(byte),
        }
    }
    Ok(String::from_utf8_lossy(&text).into_owned())
}

fn prompt(text: &str) {
    let mut err = io::stderr().lock();
    // Nobody can be told that stderr is gone.
    let _gone = err.write_all(text.as_bytes()).and_then(|()| err.flush());
}

fn unread(error: &io::Error) -> Failure {
    Failure::local(format!("cannot read the answer: {error}"))
}

fn left() -> Failure {
    Failure::usage("left; nothing was kept")
}

/// A terminal that shows nothing; it is as it was once this is dropped. Ctrl-C is a key meanwhile, so that
/// it never stays that way.
struct Hidden(Termios);

impl Hidden {
    fn begin() -> Result<Self> {
        let failed = |error: rustix::io::Errno| unread(&error.into());
        let before = tcgetattr(io::stdin()).map_err(failed)?;
        let mut hidden = before.clone();
        hidden
            .local_modes
            .remove(LocalModes::ICANON | LocalModes::ECHO | LocalModes::ISIG);
        tcsetattr(io::stdin(), OptionalActions::Flush, &hidden).map_err(failed)?;
        Ok(Self(before))
    }
}

impl Drop for Hidden {
    fn drop(&mut self) {
        // A terminal that is gone needs nothing.
        let _gone = tcsetattr(io::stdin(), OptionalActions::Now, &self.0);
    }
}
