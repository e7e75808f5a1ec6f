//! What is said on stderr.

use std::{
    fmt,
    io::{self, Write},
};

use rgrid_shared::error::exit as codes;

use super::{Printer, visible::Filter};
use crate::exit::Failure;

impl Printer {
    /// A remark for a person at a terminal; elsewhere a script's stderr stays what it is.
    pub fn note(&self, text: impl fmt::Display) {
        if self.err_tty {
            self.tell(text);
        }
    }

    /// A remark that also stands in a file of stderr.
    pub fn tell(&self, text: impl fmt::Display) {
        if !self.quiet {
            say(format_args!("{} {text}", self.err.dim("rgrid:")));
        }
    }

    /// A remark that must be read.
    pub fn warn(&self, text: impl fmt::Display) {
        say(format_args!(
            "{} {text}",
            self.err.yellow("rgrid: warning:")
        ));
    }

    /// The next thing to type.
    pub fn hint(&self, text: impl fmt::Display) {
        say(format_args!("{} {text}", self.err.cyan("hint:")));
    }

    /// Why the command did not end well, last on stderr (and as JSON on stdout when asked for).
    pub fn failure(&self, failure: &Failure) {
        if failure.message.is_empty() {
            return;
        }
        // Where stdout cannot be written to, as on a full disk, the words are on stderr.
        if self.json && self.document(&failure.json()).is_ok() {
            return;
        }
        say(format_args!(
            "{} {}",
            self.err.red("rgrid:"),
            failure.message
        ));
        for hint in &failure.hints {
            self.hint(hint);
        }
        // The log of the server has more only of what is its own fault.
        let its_own = matches!(failure.exit, codes::INTERNAL | codes::UNAVAILABLE);
        if let Some(id) = failure.request_id.as_ref().filter(|_| its_own) {
            say(format_args!("{}", self.err.dim(&format!("request: {id}"))));
        }
    }
}

/// One line. Servers and names of files speak here too, and not to the terminal: of escapes only colours pass.
fn say(text: fmt::Arguments<'_>) {
    let line = Filter::default().pass(format!("{text}\n").as_bytes());
    // Nobody can be told that stderr is gone.
    let _gone = io::stderr().lock().write_all(&line);
}
