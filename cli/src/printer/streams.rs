//! A job's output on our streams, byte for byte or, on a terminal, made harmless.

use std::{
    borrow::Cow,
    io::{self, Write},
    sync::PoisonError,
};

use rgrid_shared::wire::logs::Stream;

use super::Printer;

impl Printer {
    /// Bytes of a job's output, on its own stream, flushed.
    ///
    /// # Errors
    /// What the stream says; `BrokenPipe` when nobody reads it any more.
    pub fn output(&self, stream: Stream, bytes: &[u8]) -> io::Result<()> {
        let (tty, index) = match stream {
            Stream::Stdout => (self.out_tty, 0),
            Stream::Stderr => (self.err_tty, 1),
        };
        let mut shown = Cow::Borrowed(bytes);
        if tty && !self.raw {
            let mut filters = self.filters.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some(filter) = filters.get_mut(index) {
                shown = filter.pass(bytes).into();
            }
        }
        match stream {
            Stream::Stdout => put(&mut io::stdout().lock(), &shown),
            Stream::Stderr => put(&mut io::stderr().lock(), &shown),
        }
    }
}

fn put(out: &mut impl Write, bytes: &[u8]) -> io::Result<()> {
    out.write_all(bytes)?;
    out.flush()
}
