//! Configuration: a TOML file with `RGRID_*` variables over it, checked once at the start.
//!
//! A struct per concern; a bad value is refused with a sentence that names it.

mod database;
mod env;
mod http;
mod s3;
#[cfg(test)]
mod tests;
mod words;

use std::{net::SocketAddr, path::Path};

use serde::Deserialize;

pub use database::DatabaseConfig;
pub use env::environment;
pub use http::HttpConfig;
pub use s3::S3Config;

/// All that the control plane must be told.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Where PostgreSQL is (`RGRID_DATABASE_URL`).
    pub database_url: String,
    /// Where to listen (`RGRID_LISTEN`).
    #[serde(default = "default_listen")]
    pub listen: SocketAddr,
    /// How clients and nodes reach this server, when not by `listen` (`RGRID_PUBLIC_URL`).
    #[serde(default)]
    pub public_url: Option<String>,
    /// Where blobs are kept.
    pub s3: S3Config,
    /// How the database is used.
    #[serde(default)]
    pub database: DatabaseConfig,
    /// How requests are served.
    #[serde(default)]
    pub http: HttpConfig,
}

/// The configuration cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("cannot read the configuration file {path}: {cause}")]
    Read {
        /// Which file.
        path: String,
        /// Why.
        cause: std::io::Error,
    },
    /// The text is not TOML, or a setting is missing, unknown or of the wrong kind. Without the line
    /// itself, which may hold a secret.
    #[error("the configuration is wrong: {}", words::of(.0))]
    Parse(#[from] toml::de::Error),
    /// A setting has a value that it must not have.
    #[error("the configuration is wrong: `{field}` {message}")]
    Value {
        /// Which setting.
        field: &'static str,
        /// What is wrong with it.
        message: String,
    },
}

fn default_listen() -> SocketAddr {
    SocketAddr::from(([127, 0, 0, 1], 7430))
}

impl Config {
    /// A configuration with the defaults.
    #[must_use]
    pub fn new(database_url: impl Into<String>, listen: SocketAddr, s3: S3Config) -> Self {
        Self {
            database_url: database_url.into(),
            listen,
            public_url: None,
            s3,
            database: DatabaseConfig::default(),
            http: HttpConfig::default(),
        }
    }

    /// Reads the file, if one is given, lays the variables over it and checks the whole.
    ///
    /// # Errors
    /// [`ConfigError`] names the file, variable or setting that is wrong.
    pub fn load(
        file: Option<&Path>,
        variable: impl Fn(&str) -> Option<String>,
    ) -> Result<Self, ConfigError> {
        let text = match file {
            None => String::new(),
            Some(path) => std::fs::read_to_string(path).map_err(|cause| ConfigError::Read {
                path: path.display().to_string(),
                cause,
            })?,
        };
        let mut table: toml::Table = toml::from_str(&text)?;
        env::overlay(&mut table, variable)?;
        let config: Self = table.try_into()?;
        config.check()?;
        Ok(config)
    }

    /// Checks what types alone cannot.
    ///
    /// # Errors
    /// [`ConfigError::Value`] for the first wrong setting.
    pub fn check(&self) -> Result<(), ConfigError> {
        let is_postgres = ["postgres://", "postgresql://"]
            .iter()
            .any(|scheme| self.database_url.starts_with(scheme));
        require(is_postgres, "database_url", || {
            "must begin with `postgres://`".to_owned()
        })?;
        if let Some(url) = &self.public_url {
            require_http("public_url", url)?;
        }
        self.s3.check()?;
        self.database.check()?;
        self.http.check()
    }
}

fn require(
    holds: bool,
    field: &'static str,
    message: impl FnOnce() -> String,
) -> Result<(), ConfigError> {
    if holds {
        return Ok(());
    }
    let message = message();
    Err(ConfigError::Value { field, message })
}

fn require_http(field: &'static str, url: &str) -> Result<(), ConfigError> {
    let is_http = url.starts_with("http://") || url.starts_with("https://");
    require(is_http, field, || {
        "must begin with `http://` or `https://`".to_owned()
    })
}
