//! Buffer: a window of a log as lines, bounded: what leaves it at one side is fetched again when scrolled to.

mod splitter;
#[cfg(test)]
mod tests;

use std::collections::VecDeque;

use rgrid_shared::wire::logs::{LogChunk, LogCursor, Stream};

pub use splitter::Splitter;

/// So many lines and bytes are kept.
pub const MOST_LINES: usize = 100_000;
const MOST_BYTES: usize = 16 << 20;

/// A line of a log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// How many bytes of the attempt came before it.
    pub pos: u64,
    /// Its stream; none is a note of ours, as that another attempt begins.
    pub stream: Option<Stream>,
    /// Its bytes as they came, without the end of the line.
    pub bytes: Vec<u8>,
}

/// A window of a log.
#[derive(Debug, Clone, Default)]
pub struct Buffer {
    lines: VecDeque<Line>,
    bytes: usize,
    splitter: Splitter,
    /// Where to read on.
    pub next: LogCursor,
    /// Which attempt the window begins in.
    pub attempt: u32,
}

impl Buffer {
    /// Its lines.
    #[must_use]
    pub fn lines(&self) -> &VecDeque<Line> {
        &self.lines
    }

    /// Whether it begins where the log begins.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.lines.front().is_none_or(|line| line.pos == 0)
    }

    /// Begins anew with these pieces. A first line that was cut is left out: what is before it is read from there.
    pub fn anew(&mut self, chunks: &[LogChunk], next: LogCursor) {
        *self = Self::default();
        self.attempt = chunks.first().map_or(next.attempt, |chunk| chunk.attempt);
        self.append(chunks, next);
    }

    /// Lets the first line go, when it may be the rest of one.
    pub fn drop_rest(&mut self) {
        if !self.is_whole() && self.lines.len() > 1 {
            self.bytes -= self.lines.pop_front().map_or(0, |line| line.bytes.len());
            self.splitter.forget(1);
        }
    }

    /// Adds what comes after the last byte; gives how many lines left at the front.
    pub fn append(&mut self, chunks: &[LogChunk], next: LogCursor) -> usize {
        let mut last = self.next.attempt;
        for chunk in chunks {
            if last != 0 && chunk.attempt != last {
                let bytes = format!("attempt {}", chunk.attempt).into_bytes();
                self.splitter = Splitter::default();
                self.lines.push_back(Line {
                    pos: 0,
                    stream: None,
                    bytes,
                });
            }
            last = chunk.attempt;
            self.bytes += chunk.data.0.len();
            self.splitter.put(chunk, &mut self.lines);
        }
        self.next = next;
        let mut gone = 0;
        while self.is_too_much() {
            self.bytes = self.bytes.saturating_sub(
                self.lines
                    .pop_front()
                    .map_or(0, |line| line.bytes.len() + 1),
            );
            gone += 1;
        }
        self.splitter.forget(gone);
        gone
    }

    /// Adds what came before the first line; gives how many lines came. What is too much leaves at the end, and is
    /// read again from `next` on.
    pub fn prepend(&mut self, chunks: &[LogChunk]) -> usize {
        let mut before = Self::default();
        let next = self.next;
        before.anew(chunks, next);
        before.drop_rest();
        let came = before.lines.len();
        for line in before.lines.into_iter().rev() {
            self.bytes += line.bytes.len() + 1;
            self.lines.push_front(line);
        }
        self.splitter.remember(came);
        while self.is_too_much() {
            let Some(line) = self.lines.pop_back() else {
                break;
            };
            self.bytes = self.bytes.saturating_sub(line.bytes.len() + 1);
            self.next.pos = line.pos;
            self.splitter = Splitter::default();
        }
        came
    }

    fn is_too_much(&self) -> bool {
        self.lines.len() > MOST_LINES || (self.bytes > MOST_BYTES && self.lines.len() > 1)
    }
}
