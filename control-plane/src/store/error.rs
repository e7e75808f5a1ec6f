//! What goes wrong: at the start in our words, later in those of S3.

use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;

use s3s::{S3Error, S3ErrorCode};

/// The store cannot start.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Another process uses the folder.
    #[error("another process uses the store in {0}; stop it with `rgrid down`, then try again")]
    Busy(PathBuf),
    /// The folder cannot be used.
    #[error("the store in {root} cannot be opened: {cause}; check the folder's owner and its disk")]
    Open {
        /// Its folder.
        root: PathBuf,
        /// Why.
        cause: io::Error,
    },
    /// The address cannot be listened on.
    #[error("the store cannot listen on {address}: {cause}; free the port or choose another")]
    Listen {
        /// Which address.
        address: SocketAddr,
        /// Why.
        cause: io::Error,
    },
}

/// A failed file operation. A full disk is the one that the other side can do something about.
pub(super) fn io_error(error: io::Error) -> S3Error {
    tracing::error!(%error, "the store could not use its disk");
    if matches!(
        error.kind(),
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded
    ) {
        return S3Error::with_message(
            S3ErrorCode::ServiceUnavailable,
            "the disk of the store is full",
        );
    }
    S3Error::with_source(S3ErrorCode::InternalError, Box::new(error))
}
