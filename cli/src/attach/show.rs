//! Show: a job's bytes on our streams, each byte once, and the last of what it said.

mod pieces;
mod waiting;

use std::collections::VecDeque;

use chrono::{DateTime, Utc};
use rgrid_shared::{
    job::JobState,
    wire::logs::{LogCursor, Stream},
};

use super::{Lines, waits::Waits};
use crate::{exit::Result, printer::Printer};

/// How much of the end of stderr is kept for hints.
const TAIL: usize = 8 << 10;

/// Shows one job's output.
pub struct Show {
    printer: Printer,
    cursor: LogCursor,
    tail: VecDeque<u8>,
    only: Option<Stream>,
    lines: Option<Lines>,
    since: Option<DateTime<Utc>>,
    state: Option<JobState>,
    waits: Waits,
}

impl Show {
    /// Shows from the beginning.
    #[must_use]
    pub fn new(printer: Printer) -> Self {
        Self {
            printer,
            cursor: LogCursor::default(),
            tail: VecDeque::new(),
            only: None,
            lines: None,
            since: None,
            state: None,
            waits: Waits::default(),
        }
    }

    /// Shows one stream only.
    #[must_use]
    pub fn for_logs(printer: Printer, only: Option<Stream>) -> Self {
        Self {
            only,
            ..Self::new(printer)
        }
    }

    /// Shows it as lines.
    #[must_use]
    pub fn with_lines(self, lines: Lines) -> Self {
        Self {
            lines: Some(lines),
            ..self
        }
    }

    /// Shows the last line, which may not end.
    ///
    /// # Errors
    /// When a stream cannot be written to.
    pub fn finish(&mut self) -> Result<()> {
        for stream in [Stream::Stdout, Stream::Stderr] {
            let rest = self.lines.as_mut().map(|lines| lines.rest(stream));
            if let Some(rest) = rest.filter(|rest| !rest.is_empty()) {
                self.printer.output(stream, &rest)?;
            }
        }
        Ok(())
    }

    /// How far it is.
    #[must_use]
    pub fn cursor(&self) -> LogCursor {
        self.cursor
    }

    /// Starts further on.
    pub fn skip_to(&mut self, cursor: LogCursor) {
        self.cursor = cursor;
    }

    /// The last of stderr (of both streams, as they came).
    #[must_use]
    pub fn tail(&self) -> String {
        let bytes: Vec<u8> = self.tail.iter().copied().collect();
        String::from_utf8_lossy(&bytes).into_owned()
    }

    /// Takes bytes that stand at `pos` of an attempt; what was shown already is not shown again.
    ///
    /// # Errors
    /// When a stream cannot be written to.
    pub fn bytes(&mut self, attempt: u32, pos: u64, stream: Stream, data: &[u8]) -> Result<()> {
        if attempt > self.cursor.attempt {
            if self.cursor.attempt > 0 {
                self.printer
                    .note(format_args!("it starts again (attempt {attempt})"));
            }
            self.cursor = LogCursor { attempt, pos };
        }
        if attempt < self.cursor.attempt {
            return Ok(());
        }
        let seen = self.cursor.pos.saturating_sub(pos);
        let Some(new) = usize::try_from(seen).ok().and_then(|seen| data.get(seen..)) else {
            return Ok(());
        };
        self.cursor.pos = pos.saturating_add(data.len() as u64);
        self.remember(new);
        self.put(stream, new)
    }

    fn remember(&mut self, new: &[u8]) {
        self.tail.extend(new);
        let over = self.tail.len().saturating_sub(TAIL);
        self.tail.drain(..over);
    }

    fn put(&mut self, stream: Stream, bytes: &[u8]) -> Result<()> {
        if self.only.is_some_and(|only| only != stream) || bytes.is_empty() {
            return Ok(());
        }
        let Some(lines) = &mut self.lines else {
            return self.printer.output(stream, bytes);
        };
        let shown = lines.take(stream, bytes);
        if shown.is_empty() {
            return Ok(());
        }
        self.printer.output(stream, &shown)
    }
}
