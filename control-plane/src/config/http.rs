//! How requests are served.

use std::time::Duration;

use serde::Deserialize;

use super::{ConfigError, require};

/// How requests are served.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct HttpConfig {
    /// How long a client may take for the head of a request, in seconds (`RGRID_HTTP_HEADER_TIMEOUT_S`).
    pub header_timeout_s: u64,
    /// How long a client may pause within a body, in seconds (`RGRID_HTTP_BODY_TIMEOUT_S`).
    pub body_timeout_s: u64,
    /// How long open requests may take to end at a shutdown, in seconds (`RGRID_HTTP_SHUTDOWN_S`).
    pub shutdown_s: u64,
}

impl Default for HttpConfig {
    fn default() -> Self {
        Self {
            header_timeout_s: 10,
            body_timeout_s: 30,
            shutdown_s: 20,
        }
    }
}

impl HttpConfig {
    /// How long a client may take for the head of a request.
    #[must_use]
    pub fn header_timeout(&self) -> Duration {
        Duration::from_secs(self.header_timeout_s)
    }

    /// How long a client may pause within a body.
    #[must_use]
    pub fn body_timeout(&self) -> Duration {
        Duration::from_secs(self.body_timeout_s)
    }

    /// How long open requests may take to end at a shutdown.
    #[must_use]
    pub fn shutdown(&self) -> Duration {
        Duration::from_secs(self.shutdown_s)
    }

    pub(super) fn check(&self) -> Result<(), ConfigError> {
        let fields = [
            ("http.header_timeout_s", self.header_timeout_s),
            ("http.body_timeout_s", self.body_timeout_s),
            ("http.shutdown_s", self.shutdown_s),
        ];
        fields.into_iter().try_for_each(|(field, seconds)| {
            require((1..=600).contains(&seconds), field, || {
                "must be between 1 and 600 seconds".to_owned()
            })
        })
    }
}
