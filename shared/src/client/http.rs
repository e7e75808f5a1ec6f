//! HTTP clients, made when they are first used, with the time-outs of every part of `RGrid`.
//!
//! Reading the system's certificates takes longer than a request on this machine, which needs none of
//! them: one client is for here and another for away.

#[cfg(test)]
mod tests;

use std::{
    net::IpAddr,
    sync::{Arc, OnceLock},
    time::Duration,
};

use reqwest::Url;

use super::ClientError;

/// HTTP clients: 5 s to connect, a limit without a byte, none on a whole transfer. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Http {
    idle: Duration,
    here: Arc<OnceLock<reqwest::Client>>,
    away: Arc<OnceLock<reqwest::Client>>,
}

impl Http {
    /// Clients that wait for a byte as long as `idle`.
    #[must_use]
    pub fn new(idle: Duration) -> Self {
        Self {
            idle,
            here: Arc::default(),
            away: Arc::default(),
        }
    }

    /// The client for `url`.
    ///
    /// # Errors
    /// When the system's certificates are needed and cannot be read.
    pub fn to(&self, url: &str) -> Result<reqwest::Client, ClientError> {
        let is_here = is_here(url);
        let kept = if is_here { &self.here } else { &self.away };
        if let Some(client) = kept.get() {
            return Ok(client.clone());
        }
        let builder = reqwest::Client::builder()
            .connect_timeout(Duration::from_secs(5))
            .read_timeout(self.idle)
            .tcp_nodelay(true);
        let builder = if is_here {
            builder.no_proxy().tls_certs_only([])
        } else {
            builder
        };
        let client = builder
            .build()
            .map_err(|error| ClientError::transport("the HTTP client", &error))?;
        Ok(kept.get_or_init(|| client).clone())
    }
}

/// Whether `url` leads to this machine, in plain text.
fn is_here(url: &str) -> bool {
    let Ok(url) = Url::parse(url) else {
        return false;
    };
    let host = url.host_str().unwrap_or_default();
    let address = host.trim_start_matches('[').trim_end_matches(']');
    let is_loopback = address
        .parse()
        .map_or(host == "localhost", |address: IpAddr| address.is_loopback());
    url.scheme() == "http" && is_loopback
}
