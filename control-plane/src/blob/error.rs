//! What can go wrong with blobs.

use std::error::Error;

use aws_sdk_s3::error::DisplayErrorContext;

use super::BlobKey;

/// A failure of the blob store.
#[derive(Debug, thiserror::Error)]
pub enum BlobError {
    /// The text is no account id, so no object can be named after it.
    #[error("`{0}` is no account id; no blob can be named after it")]
    BadAccount(String),
    /// The endpoint is not usable.
    #[error("`{0}` is no address of an S3 store; one looks like `https://s3.example.org`")]
    BadEndpoint(String),
    /// There is no such blob.
    #[error("there is no blob {0}")]
    Missing(BlobKey),
    /// The blob is longer than the reader takes.
    #[error("the blob {key} is longer than {cap} bytes")]
    TooLong {
        /// Which blob.
        key: BlobKey,
        /// The most that the reader takes, in bytes.
        cap: usize,
    },
    /// The stored bytes are not those that the name promises.
    #[error("the stored bytes of {0} are not the bytes that its name promises")]
    Damaged(BlobKey),
    /// The store cannot be reached or refuses.
    #[error("the S3 store could not {action}: {cause}")]
    Store {
        /// What was asked of it.
        action: &'static str,
        /// What came back, with its causes.
        cause: String,
    },
}

impl BlobError {
    /// Keeps what an S3 call reported, with its causes.
    pub(super) fn store(action: &'static str, error: &(impl Error + 'static)) -> Self {
        Self::Store {
            action,
            cause: DisplayErrorContext(error).to_string(),
        }
    }
}
