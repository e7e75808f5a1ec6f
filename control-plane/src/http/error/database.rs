//! Which failures of the database are likely to pass.

/// Whether the same request may succeed a moment later.
pub(super) fn may_pass(error: &sqlx::Error) -> bool {
    use sqlx::Error::{Io, PoolClosed, PoolTimedOut, Tls, WorkerCrashed};
    match error {
        PoolTimedOut | PoolClosed | WorkerCrashed | Io(_) | Tls(_) => true,
        sqlx::Error::Database(database) => database.code().is_some_and(|code| is_transient(&code)),
        // sqlx's list is open; whatever else it names is a fault of a query or of ours.
        _ => false,
    }
}

/// Connection exceptions, shutdown, too many connections, read-only standby, deadlock, serialization.
fn is_transient(sqlstate: &str) -> bool {
    const PASSING: [&str; 8] = [
        "57P01", "57P02", "57P03", "57014", "53300", "25006", "40P01", "40001",
    ];
    sqlstate.starts_with("08") || PASSING.contains(&sqlstate)
}
