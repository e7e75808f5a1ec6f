//! Spool: the log of one attempt on disk, written by one task and read by another.
//!
//! Owns the file's form and the limit of bytes kept. A record is the stream's number, the length as
//! u32 (big endian) and the bytes; the last record grows while the same stream goes on. There is no file
//! before the first byte: a command that says nothing costs none. Does not know the connection.

mod reader;
#[cfg(test)]
mod tests;

use std::{
    fs::{File, OpenOptions},
    io,
    os::unix::fs::{FileExt as _, OpenOptionsExt as _},
    path::{Path, PathBuf},
};

use rgrid_shared::{limits::MAX_LOG_CHUNK_BYTES, wire::logs::Stream};
use tokio::sync::watch;

#[cfg(test)]
pub(crate) use reader::Piece;
pub(crate) use reader::Reader;

/// Bytes before the bytes of a record.
const HEADER: u64 = 5;

/// How much of a log is there to read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Written {
    /// Length of the file.
    file: u64,
    /// Bytes of both streams in it.
    pub(crate) log: u64,
    /// Whether bytes beyond the limit were dropped.
    pub(crate) truncated: bool,
}

/// The writing end.
#[derive(Debug)]
pub(crate) struct Spool {
    path: PathBuf,
    file: Option<File>,
    limit: u64,
    last: Option<(Stream, u64, u64)>,
    written: watch::Sender<Written>,
}

impl Spool {
    /// Both ends of a log that keeps at most `limit` bytes of both streams in this file.
    pub(crate) fn new(path: &Path, limit: u64) -> (Self, Reader) {
        let (written, seen) = watch::channel(Written::default());
        let spool = Self {
            path: path.to_owned(),
            file: None,
            limit,
            last: None,
            written,
        };
        (spool, Reader::new(path, seen))
    }

    /// Appends bytes of a stream; what goes over the limit is dropped and marked.
    ///
    /// Blocks for as long as the page cache takes the bytes.
    pub(crate) fn append(&mut self, stream: Stream, bytes: &[u8]) -> io::Result<()> {
        let room = self.limit.saturating_sub(self.written().log);
        let room = usize::try_from(room).unwrap_or(usize::MAX).min(bytes.len());
        let (kept, dropped) = bytes.split_at_checked(room).unwrap_or((bytes, &[]));
        for piece in kept.chunks(MAX_LOG_CHUNK_BYTES) {
            self.append_piece(stream, piece)?;
        }
        if !dropped.is_empty() {
            self.written
                .send_if_modified(|written| !std::mem::replace(&mut written.truncated, true));
        }
        Ok(())
    }

    /// What was written so far.
    pub(crate) fn written(&self) -> Written {
        *self.written.borrow()
    }

    fn append_piece(&mut self, stream: Stream, piece: &[u8]) -> io::Result<()> {
        let mut written = self.written();
        let size = piece.len() as u64;
        let (start, length) = match self.last {
            Some((last, start, length))
                if last == stream && length.saturating_add(size) <= MAX_LOG_CHUNK_BYTES as u64 =>
            {
                (start, length.saturating_add(size))
            }
            Some(_) | None => {
                let start = written.file;
                written.file = written.file.saturating_add(HEADER);
                (start, size)
            }
        };
        // The bytes before the length: the reader never sees a length without its bytes.
        let file = self.file()?;
        file.write_all_at(piece, written.file)?;
        file.write_all_at(&header(stream, length), start)?;
        self.last = Some((stream, start, length));
        written.file = written.file.saturating_add(size);
        written.log = written.log.saturating_add(size);
        self.written.send_replace(written);
        Ok(())
    }

    /// The file, made when there is none yet.
    fn file(&mut self) -> io::Result<&File> {
        if self.file.is_none() {
            let mut options = OpenOptions::new();
            options.create_new(true).write(true).mode(0o600);
            self.file = Some(options.open(&self.path)?);
        }
        self.file
            .as_ref()
            .ok_or_else(|| io::ErrorKind::NotFound.into())
    }
}

fn header(stream: Stream, length: u64) -> [u8; 5] {
    let [a, b, c, d] = u32::try_from(length).unwrap_or(u32::MAX).to_be_bytes();
    [stream.number(), a, b, c, d]
}

/// Opens the log of an earlier life of the runner, which is complete.
pub(crate) fn reopen(path: &Path) -> io::Result<Reader> {
    let length = match path.metadata() {
        Ok(found) => found.len(),
        // The command said nothing.
        Err(error) if error.kind() == io::ErrorKind::NotFound => 0,
        Err(error) => return Err(error),
    };
    // The writer counted; whoever reads only needs to know where the file ends.
    let written = Written {
        file: length,
        ..Written::default()
    };
    let (_, seen) = watch::channel(written);
    Ok(Reader::new(path, seen))
}
