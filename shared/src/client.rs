//! The API client: typed calls, one per route, over one HTTP client.
//!
//! Owns time-outs, retries of what may be repeated, idempotency keys and the errors of the wire. Does
//! not know profiles, files in folders, or terminals.

mod batches;
mod blobs;
mod error;
mod events;
mod follow;
mod http;
mod jobs;
mod keys;
mod nodes;
mod raw;
mod request;
mod rest;
mod socket;
#[cfg(test)]
mod tests;

use std::time::Duration;

pub use blobs::{get_blob, put_file};
pub use error::ClientError;
pub use reqwest::Method;

pub use events::AccountFollow;
pub use follow::{BatchFollow, JobFollow, JobMessage};
pub use http::Http;

use crate::spec::Secret;

/// A client of one control plane with one key.
#[derive(Debug, Clone)]
pub struct Client {
    http: Http,
    base: String,
    key: Option<Secret>,
}

impl Client {
    /// A client of the control plane at `url` (`http://host:port`), with a bearer `key`.
    ///
    /// # Errors
    /// When `url` is not an HTTP address.
    pub fn new(url: &str, key: Option<Secret>) -> Result<Self, ClientError> {
        let base = url.trim_end_matches('/').to_owned();
        if !(base.starts_with("http://") || base.starts_with("https://")) {
            return Err(ClientError::BadUrl(base));
        }
        Ok(Self {
            http: Http::new(Duration::from_secs(30)),
            base,
            key,
        })
    }

    /// Where the control plane is.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.base
    }
}
