//! Printer: the only place of the commands that prints. Data goes to stdout, everything else to stderr.
//!
//! Owns streams, colour and the quiet and JSON forms. Does not word the messages.

pub mod color;
mod say;
mod streams;
pub mod visible;

use std::{
    fmt,
    io::{self, IsTerminal, Write},
    sync::{Arc, Mutex},
};

use rustix::termios::tcgetwinsize;
use serde::Serialize;

use crate::{
    exit::{Failure, Result, why},
    progress::Traffic,
};
use color::{ColorWhen, Paint};
use visible::Filter;

/// Prints for one command.
#[derive(Clone)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "facts about two streams and the flags of a command"
)]
pub struct Printer {
    /// Data is JSON.
    pub json: bool,
    /// Notes and progress are left out.
    pub quiet: bool,
    /// Job output is shown as it is, even on a terminal.
    pub raw: bool,
    out: Paint,
    err: Paint,
    out_tty: bool,
    err_tty: bool,
    filters: Arc<Mutex<[Filter; 2]>>,
    traffic: Option<Arc<Traffic>>,
}

impl Printer {
    /// A printer for this process's streams.
    #[must_use]
    pub fn new(json: bool, quiet: bool, when: ColorWhen) -> Self {
        let (out_tty, err_tty) = (io::stdout().is_terminal(), io::stderr().is_terminal());
        Self {
            json,
            quiet,
            raw: false,
            out: Paint::decide(when, out_tty),
            err: Paint::decide(when, err_tty),
            out_tty,
            err_tty,
            filters: Arc::default(),
            traffic: None,
        }
    }

    /// The same printer without notes and progress of its own.
    #[must_use]
    pub fn silent(&self) -> Self {
        Self {
            quiet: true,
            ..self.clone()
        }
    }

    /// The same for one view of all transfers, which counts their bytes.
    #[must_use]
    pub fn counting(&self) -> Self {
        Self {
            traffic: Some(Arc::default()),
            ..self.clone()
        }
    }

    /// What is counted, where one view shows all transfers.
    #[must_use]
    pub fn traffic(&self) -> Option<Arc<Traffic>> {
        self.traffic.clone()
    }

    /// Whether stderr is a terminal on which something may move.
    #[must_use]
    pub fn animates(&self) -> bool {
        self.err_tty && !self.quiet && !self.json && !color::is_dumb()
    }

    /// Whether a person reads stderr on a terminal.
    #[must_use]
    pub fn has_reader(&self) -> bool {
        self.err_tty
    }

    /// How wide the terminal is that data goes to, when it goes to one.
    #[must_use]
    pub fn width(&self) -> Option<usize> {
        let size = self.out_tty.then(|| tcgetwinsize(io::stdout()).ok())??;
        Some(usize::from(size.ws_col)).filter(|&columns| columns > 0)
    }

    /// How wide the terminal is that the rest goes to; 80 when it does not say.
    #[must_use]
    pub fn screen(&self) -> usize {
        let columns = tcgetwinsize(io::stderr()).map_or(0, |size| size.ws_col);
        if columns == 0 { 80 } else { columns.into() }
    }

    /// Colours for data.
    #[must_use]
    pub fn paint(&self) -> Paint {
        self.out
    }

    /// One line of data.
    ///
    /// # Errors
    /// When stdout cannot be written; a closed pipe ends the command quietly.
    pub fn line(&self, text: impl fmt::Display) -> Result<()> {
        let mut out = io::stdout().lock();
        let written = writeln!(out, "{text}").and_then(|()| out.flush());
        written.map_err(|error| broken("stdout", &error))
    }

    /// One JSON document on one line.
    ///
    /// # Errors
    /// As [`Printer::line`].
    pub fn document(&self, value: &impl Serialize) -> Result<()> {
        let text = serde_json::to_string(value)
            .map_err(|error| Failure::internal(format!("cannot write JSON: {error}")))?;
        self.line(text)
    }
}

/// A closed pipe ends quietly, as `head` expects; anything else is a local failure.
fn broken(stream: &str, error: &io::Error) -> Failure {
    if error.kind() == io::ErrorKind::BrokenPipe {
        return Failure::ended(rgrid_shared::error::exit::PIPE_CLOSED);
    }
    Failure::local(format!("cannot write to {stream}: {}", why(error)))
}
