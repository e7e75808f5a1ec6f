//! Where a follower of an account is: the snapshot of its last look, and the time of it.

use std::{fmt, str::FromStr};

use chrono::{DateTime, Utc};

/// Most bytes of a cursor; a snapshot names the transactions that are open, a few bytes each.
const MOST_BYTES: usize = 4 << 10;

/// The year 2255, which the database can tell too.
const MOST_MICROS: i64 = 1 << 53;
/// Far more than there will ever be, and still numbers of the database when added up.
const MOST_TRANSACTIONS: i64 = 1 << 61;

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
    let at = number(at).filter(|at| *at < MOST_MICROS)?;
    Some(Cursor {
        at: DateTime::from_timestamp_micros(at)?,
        snapshot: snapshot.to_owned(),
    })
}

/// Whether the database will take it: `xmin:xmax:` and the open ones between them, rising.
fn sound(snapshot: &str) -> Option<bool> {
    let mut parts = snapshot.splitn(3, ':');
    let first = number(parts.next()?)?;
    let end = number(parts.next()?)?;
    let open = parts.next()?;
    if first == 0 || first > end {
        return Some(false);
    }
    if open.is_empty() {
        return Some(true);
    }
    let open: Option<Vec<_>> = open.split(',').map(number).collect();
    let open = open?;
    Some(open.is_sorted() && open.iter().all(|open| (first..end).contains(open)))
}

fn number(text: &str) -> Option<i64> {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    let number = digits.then(|| text.parse().ok())?;
    number.filter(|number| *number < MOST_TRANSACTIONS)
}
