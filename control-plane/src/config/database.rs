//! How the database is used.

use serde::Deserialize;

use super::{ConfigError, require};

/// How the database is used.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct DatabaseConfig {
    /// Most connections at the same time (`RGRID_DATABASE_MAX_CONNECTIONS`).
    pub max_connections: u32,
    /// How long a request waits for a connection, in seconds (`RGRID_DATABASE_ACQUIRE_TIMEOUT_S`).
    pub acquire_timeout_s: u64,
}

impl Default for DatabaseConfig {
    fn default() -> Self {
        Self {
            max_connections: 16,
            acquire_timeout_s: 5,
        }
    }
}

impl DatabaseConfig {
    pub(super) fn check(&self) -> Result<(), ConfigError> {
        let enough = (4..=1_000).contains(&self.max_connections);
        require(enough, "database.max_connections", || {
            "must be between 4 and 1000".to_owned()
        })?;
        let sane = (1..=60).contains(&self.acquire_timeout_s);
        require(sane, "database.acquire_timeout_s", || {
            "must be between 1 and 60 seconds".to_owned()
        })
    }
}
