//! The server's log file: rolled at a start when it has grown, and quoted when a start fails.

use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

use super::error::{IoContext, PgError};

/// A log that grew beyond this is put aside at the next start.
pub(super) const LIMIT: u64 = 10 << 20;
/// The most that is read back.
const READ_LIMIT: u64 = 256 << 10;
const TAIL_LINES: usize = 12;

/// Puts a long log aside as `postgres.log.1`.
pub(super) fn roll(log: &Path) -> Result<(), PgError> {
    if length(log) <= LIMIT {
        return Ok(());
    }
    fs::rename(log, log.with_extension("log.1")).doing("put aside", log)
}

/// Length of the log; 0 when there is none.
pub(super) fn length(log: &Path) -> u64 {
    fs::metadata(log).map_or(0, |meta| meta.len())
}

/// What was written after `start`; a log that cannot be read says so itself.
pub(super) fn since(log: &Path, start: u64) -> String {
    let read = || -> io::Result<String> {
        let mut file = File::open(log)?;
        file.seek(SeekFrom::Start(start))?;
        let mut bytes = Vec::new();
        file.take(READ_LIMIT).read_to_end(&mut bytes)?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    };
    read().unwrap_or_else(|error| format!("(the log cannot be read: {error})"))
}

/// The last lines of a text, which is where programs say why they stopped.
pub(super) fn last_lines(text: &str) -> String {
    let lines: Vec<&str> = text
        .lines()
        .filter(|line| !line.trim().is_empty())
        .collect();
    let skip = lines.len().saturating_sub(TAIL_LINES);
    lines.into_iter().skip(skip).collect::<Vec<_>>().join("\n")
}
