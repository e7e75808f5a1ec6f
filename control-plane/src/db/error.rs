//! Failures of the database, and which of them are likely to pass.

/// A failure of the database or of a query.
pub use sqlx::Error;
use sqlx::Error::{Database, Io, PoolClosed, PoolTimedOut, Tls, WorkerCrashed};

/// Whether the same request may succeed a moment later.
#[must_use]
#[expect(clippy::wildcard_enum_match_arm, reason = "the list of sqlx is open")]
pub fn may_pass(error: &Error) -> bool {
    match error {
        PoolTimedOut | PoolClosed | WorkerCrashed | Io(_) | Tls(_) => true,
        Database(database) => database.code().is_some_and(|code| is_transient(&code)),
        // Whatever else there is, it is a fault of a query or of ours.
        _ => false,
    }
}

/// Lost connections, shutdown, a transaction that stood still, too many connections, read-only standby, deadlock, serialization.
fn is_transient(sqlstate: &str) -> bool {
    const PASSING: [&str; 9] = [
        "57P01", "57P02", "57P03", "57014", "53300", "25006", "25P03", "40P01", "40001",
    ];
    sqlstate.starts_with("08") || PASSING.contains(&sqlstate)
}
