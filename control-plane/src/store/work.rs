//! Work on files, away from the threads that serve connections.

use std::io;

use s3s::S3Result;

use super::error::io_error;

/// Runs it to its end on a thread of its own, also when the client has gone in the meantime.
pub(super) async fn run<T: Send + 'static>(
    work: impl FnOnce() -> S3Result<T> + Send + 'static,
) -> S3Result<T> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|error| io_error(io::Error::other(error)))?
}
