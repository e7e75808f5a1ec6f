//! Pieces of a log with the times at which they were stored.

use chrono::{DateTime, Utc};
use rgrid_shared::wire::logs::{LogChunk, LogCursor};

use super::Show;
use crate::exit::Result;

impl Show {
    /// Shows only what was stored since then.
    #[must_use]
    pub fn since(self, since: Option<DateTime<Utc>>) -> Self {
        Self { since, ..self }
    }

    /// Takes a piece of a page.
    ///
    /// # Errors
    /// When a stream cannot be written to.
    pub fn piece(&mut self, chunk: &LogChunk) -> Result<()> {
        if chunk.is_before(self.since) {
            let end = chunk.pos.saturating_add(chunk.data.0.len() as u64);
            self.cursor = self.cursor.max(LogCursor {
                attempt: chunk.attempt,
                pos: end,
            });
            return Ok(());
        }
        if let Some(lines) = &mut self.lines {
            lines.stamp(chunk.at);
        }
        self.bytes(chunk.attempt, chunk.pos, chunk.stream, &chunk.data.0)
    }
}
