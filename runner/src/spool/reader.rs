//! The reading end of a spool: pieces in order, and a place to go back to.

use std::os::unix::fs::FileExt as _;
use std::path::{Path, PathBuf};
use std::{collections::VecDeque, fs::File, io};

use bytes::{Bytes, BytesMut};
use rgrid_shared::{limits::MAX_LOG_CHUNK_BYTES, wire::logs::Stream};
use tokio::sync::watch;

use super::{HEADER, Written};

/// Bytes of one stream that follow each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Piece {
    /// Which stream.
    pub(crate) stream: Stream,
    /// Bytes of both streams before it.
    pub(crate) pos: u64,
    /// The bytes, at most a chunk of the wire.
    pub(crate) data: Bytes,
}

/// A place in the file.
#[derive(Debug, Clone, Copy, Default)]
struct Mark {
    /// Bytes of both streams before it.
    pos: u64,
    /// Where the record begins.
    record: u64,
    /// Bytes of the record already read.
    consumed: u64,
}

/// Reads what was written, and again from what the other side has stored.
#[derive(Debug)]
pub(crate) struct Reader {
    path: PathBuf,
    file: Option<File>,
    seen: watch::Receiver<Written>,
    stored: Mark,
    given: VecDeque<Mark>,
    at: Mark,
}

impl Reader {
    /// Reads from the start.
    pub(super) fn new(path: &Path, seen: watch::Receiver<Written>) -> Self {
        Self {
            path: path.to_owned(),
            file: None,
            seen,
            stored: Mark::default(),
            given: VecDeque::new(),
            at: Mark::default(),
        }
    }

    /// The next piece; nothing when all that was written has been read.
    pub(crate) fn next(&mut self) -> io::Result<Option<Piece>> {
        let written = *self.seen.borrow();
        loop {
            let body = self.at.record.saturating_add(HEADER);
            if body > written.file {
                return Ok(None);
            }
            let (stream, length) = self.header()?;
            let here = body.saturating_add(self.at.consumed);
            let end = body.saturating_add(length).min(written.file);
            if here < end {
                return self.read(stream, here, end).map(Some);
            }
            if end >= written.file {
                return Ok(None);
            }
            self.at = Mark {
                pos: self.at.pos,
                record: end,
                consumed: 0,
            };
        }
    }

    fn file(&mut self) -> io::Result<&File> {
        if self.file.is_none() {
            self.file = Some(File::open(&self.path)?);
        }
        self.file
            .as_ref()
            .ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    fn header(&mut self) -> io::Result<(Stream, u64)> {
        let (mut header, record) = ([0; 5], self.at.record);
        self.file()?.read_exact_at(&mut header, record)?;
        let [stream, a, b, c, d] = header;
        let stream = Stream::from_number(stream).ok_or(io::ErrorKind::InvalidData)?;
        Ok((stream, u64::from(u32::from_be_bytes([a, b, c, d]))))
    }

    fn read(&mut self, stream: Stream, from: u64, to: u64) -> io::Result<Piece> {
        let size = to.saturating_sub(from);
        let size =
            usize::try_from(size).map_or(MAX_LOG_CHUNK_BYTES, |size| size.min(MAX_LOG_CHUNK_BYTES));
        let mut data = BytesMut::zeroed(size);
        self.file()?.read_exact_at(&mut data, from)?;
        let pos = self.at.pos;
        self.at.pos = pos.saturating_add(size as u64);
        self.at.consumed = self.at.consumed.saturating_add(size as u64);
        self.given.push_back(self.at);
        Ok(Piece {
            stream,
            pos,
            data: data.freeze(),
        })
    }

    /// Bytes of both streams read so far.
    pub(crate) fn position(&self) -> u64 {
        self.at.pos
    }

    /// Bytes of both streams that the other side has.
    pub(crate) fn stored(&self) -> u64 {
        self.stored.pos
    }

    /// The other side has all bytes before `pos`.
    pub(crate) fn acknowledge(&mut self, pos: u64) {
        while let Some(mark) = self.given.front().filter(|mark| mark.pos <= pos) {
            self.stored = *mark;
            self.given.pop_front();
        }
    }

    /// Reads again from what the other side has.
    pub(crate) fn rewind(&mut self) {
        self.given.clear();
        self.at = self.stored;
    }

    /// Waits until more was written than when last asked; forever once the writer is gone.
    pub(crate) async fn changed(&mut self) {
        if self.seen.changed().await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}
