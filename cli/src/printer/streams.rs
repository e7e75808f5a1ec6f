//! A job's output on our streams, byte for byte or, on a terminal, made harmless.

use std::{
    borrow::Cow,
    io::{self, Write},
    sync::PoisonError,
};

use rgrid_shared::wire::logs::Stream;

use super::{Printer, broken};
use crate::exit::Result;

impl Printer {
    /// Bytes of a job's output, on its own stream, flushed; beside a document both are on stderr.
    ///
    /// # Errors
    /// When the stream cannot be written to; a closed pipe ends the command quietly.
    pub fn output(&self, stream: Stream, bytes: &[u8]) -> Result<()> {
        let stream = if self.json { Stream::Stderr } else { stream };
        let (tty, index, name) = match stream {
            Stream::Stdout => (self.out_tty, 0, "stdout"),
            Stream::Stderr => (self.err_tty, 1, "stderr"),
        };
        let mut shown = Cow::Borrowed(bytes);
        if tty && !self.raw {
            let mut filters = self.filters.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some(filter) = filters.get_mut(index) {
                shown = filter.pass(bytes).into();
            }
        }
        let written = match stream {
            Stream::Stdout => put(&mut io::stdout().lock(), &shown),
            Stream::Stderr => put(&mut io::stderr().lock(), &shown),
        };
        written.map_err(|error| broken(name, &error))
    }
}

fn put(out: &mut impl Write, bytes: &[u8]) -> io::Result<()> {
    out.write_all(bytes)?;
    out.flush()
}
