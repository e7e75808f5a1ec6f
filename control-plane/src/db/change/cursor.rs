//! Where a follower of an account is: the snapshot of its last look, and the time of it.

use std::{fmt, str::FromStr};

use chrono::{DateTime, Utc};

/// Most bytes of a cursor; a snapshot names the transactions that are open, a few bytes each.
const MOST_BYTES: usize = 4 << 10;

/// Everything that this snapshot of the database saw is known; what it did not see is news.
///
/// As text: microseconds since 1970, a dot, and a `pg_snapshot` (<https://www.postgresql.org/docs/current/functions-info.html>).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cursor {
    pub(super) at: DateTime<Utc>,
    pub(super) snapshot: String,
}

/// A text that is no cursor.
#[derive(Debug, thiserror::Error)]
#[error("is no cursor of this server; give one that it sent, or none")]
pub struct NoCursor;

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.at.timestamp_micros(), self.snapshot)
    }
}

impl FromStr for Cursor {
    type Err = NoCursor;

    fn from_str(text: &str) -> Result<Self, NoCursor> {
        read(text).ok_or(NoCursor)
    }
}

fn read(text: &str) -> Option<Cursor> {
    let (at, snapshot) = text.split_once('.')?;
    if text.len() > MOST_BYTES || !sound(snapshot)? {
        return None;
    }
    Some(Cursor {
        at: DateTime::from_timestamp_micros(at.parse().ok()?)?,
        snapshot: snapshot.to_owned(),
    })
}

/// Whether the database will take it: `xmin:xmax:` and the open ones between them, rising.
fn sound(snapshot: &str) -> Option<bool> {
    let mut parts = snapshot.splitn(3, ':');
    let first = number(parts.next()?)?;
    let end = number(parts.next()?)?;
    let open = parts.next()?;
    let mut least = first;
    for open in open.split(',').filter(|_| !open.is_empty()) {
        let open = number(open)?;
        if open < least || open >= end {
            return Some(false);
        }
        least = open;
    }
    Some(first > 0 && first <= end)
}

fn number(text: &str) -> Option<i64> {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().ok())?
}
