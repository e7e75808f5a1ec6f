//! Splitter: pieces of two streams into lines; a piece may end anywhere, and the streams do not wait for each other.

use std::collections::VecDeque;

use rgrid_shared::wire::logs::{LogChunk, Stream};

use super::Line;

/// A longer line is broken.
const LONGEST: usize = 64 << 10;

/// Which lines are not finished: their places, stdout's and stderr's.
#[derive(Debug, Clone, Default)]
pub struct Splitter {
    open: [Option<usize>; 2],
    held: [Option<(u64, Vec<u8>)>; 2],
}

impl Splitter {
    /// Puts a piece behind `lines`, going on with the line of its stream that is not finished.
    pub(super) fn put(&mut self, chunk: &LogChunk, lines: &mut VecDeque<Line>) {
        let open = self.of(chunk.stream);
        let mut pos = chunk.pos;
        for piece in chunk.data.0.split_inclusive(|byte| *byte == b'\n') {
            let ends = piece.last() == Some(&b'\n');
            let text = piece.strip_suffix(b"\n").unwrap_or(piece);
            let known = open.and_then(|at| lines.get_mut(at));
            let length = if let Some(line) = known {
                line.bytes.extend_from_slice(text);
                line.bytes.len()
            } else {
                lines.push_back(Line {
                    pos,
                    stream: Some(chunk.stream),
                    bytes: text.to_vec(),
                });
                *open = Some(lines.len() - 1);
                text.len()
            };
            if ends || length > LONGEST {
                *open = None;
            }
            pos = pos.saturating_add(u64::try_from(piece.len()).unwrap_or(0));
        }
    }

    /// The finished lines of a piece, each with where it began; for searching.
    pub fn take(&mut self, chunk: &LogChunk, lines: &mut Vec<(u64, Vec<u8>)>) {
        let [out, err] = &mut self.held;
        let held = match chunk.stream {
            Stream::Stdout => out,
            Stream::Stderr => err,
        };
        let mut pos = chunk.pos;
        for piece in chunk.data.0.split_inclusive(|byte| *byte == b'\n') {
            let (begun, mut bytes) = held.take().unwrap_or((pos, Vec::new()));
            bytes.extend_from_slice(piece.strip_suffix(b"\n").unwrap_or(piece));
            if piece.last() == Some(&b'\n') || bytes.len() > LONGEST {
                lines.push((begun, bytes));
            } else {
                *held = Some((begun, bytes));
            }
            pos = pos.saturating_add(u64::try_from(piece.len()).unwrap_or(0));
        }
    }

    /// The lines that were never finished.
    pub fn rest(&mut self, lines: &mut Vec<(u64, Vec<u8>)>) {
        lines.extend(self.held.iter_mut().filter_map(Option::take));
    }

    /// So many lines left at the front.
    pub(super) fn forget(&mut self, gone: usize) {
        for open in &mut self.open {
            *open = open.and_then(|at| at.checked_sub(gone));
        }
    }

    /// So many lines came at the front.
    pub(super) fn remember(&mut self, came: usize) {
        for open in self.open.iter_mut().flatten() {
            *open += came;
        }
    }

    fn of(&mut self, stream: Stream) -> &mut Option<usize> {
        let [out, err] = &mut self.open;
        match stream {
            Stream::Stdout => out,
            Stream::Stderr => err,
        }
    }
}
