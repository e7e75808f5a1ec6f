//! Blobs in S3: storing, reading, checking and signing. It owns the S3 credentials and the names of objects; who
//! may see which blob is decided by its callers.
//!
//! Clients and nodes never have credentials: they get URLs signed for one object and a short time. A PUT is signed
//! together with its length and its SHA-256, and what arrived is checked again before anyone relies on it.

mod client;
mod error;
mod key;
mod objects;
mod sign;
#[cfg(test)]
mod tests;
mod verify;

use std::time::Duration;

use aws_sdk_s3::Client;
use rgrid_shared::digest::Digest;
use rgrid_shared::wire::blobs::SignedUrl;

use crate::config::S3Config;
pub use error::BlobError;
pub use key::BlobKey;
use sign::Signer;

/// What the store says about an object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BlobHead {
    /// Its length in bytes.
    pub size: u64,
    /// Its SHA-256, where the store keeps one.
    pub sha256: Option<Digest>,
}

/// The bucket of the blobs. Cheap to clone.
#[derive(Debug, Clone)]
pub struct BlobStore {
    client: Client,
    signer: Signer,
    bucket: String,
}

impl BlobStore {
    /// Connects to nothing yet; the first call does.
    ///
    /// # Errors
    /// An endpoint that is not `http://host[:port][/path]` or `https://…`.
    pub fn new(config: &S3Config) -> Result<Self, BlobError> {
        let signer = Signer::new(config)?;
        Ok(Self {
            client: client::client(config),
            signer,
            bucket: config.bucket.clone(),
        })
    }

    /// A URL that stores exactly this blob: any other length or content is refused.
    #[must_use]
    pub fn presign_put(&self, key: &BlobKey, size: u64, ttl: Duration) -> SignedUrl {
        self.signer.put(key, size, ttl)
    }

    /// A URL that reads this blob, offered for saving as `filename` where one is given.
    #[must_use]
    pub fn presign_get(&self, key: &BlobKey, filename: Option<&str>, ttl: Duration) -> SignedUrl {
        self.signer.get(key, filename, ttl)
    }
}
