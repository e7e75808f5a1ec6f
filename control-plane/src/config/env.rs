//! The `RGRID_*` variables and the settings that they replace.

use super::ConfigError;

/// What a variable holds.
#[derive(Clone, Copy)]
enum Kind {
    Text,
    Number,
}

use Kind::{Number, Text};

/// Variable, table (none for the top), setting, kind.
const VARIABLES: [(&str, Option<&str>, &str, Kind); 14] = [
    ("RGRID_DATABASE_URL", None, "database_url", Text),
    ("RGRID_LISTEN", None, "listen", Text),
    ("RGRID_PUBLIC_URL", None, "public_url", Text),
    ("RGRID_S3_ENDPOINT", Some("s3"), "endpoint", Text),
    (
        "RGRID_S3_PUBLIC_ENDPOINT",
        Some("s3"),
        "public_endpoint",
        Text,
    ),
    ("RGRID_S3_REGION", Some("s3"), "region", Text),
    ("RGRID_S3_BUCKET", Some("s3"), "bucket", Text),
    ("RGRID_S3_ACCESS_KEY", Some("s3"), "access_key", Text),
    ("RGRID_S3_SECRET_KEY", Some("s3"), "secret_key", Text),
    (
        "RGRID_DATABASE_MAX_CONNECTIONS",
        Some("database"),
        "max_connections",
        Number,
    ),
    (
        "RGRID_DATABASE_ACQUIRE_TIMEOUT_S",
        Some("database"),
        "acquire_timeout_s",
        Number,
    ),
    (
        "RGRID_HTTP_HEADER_TIMEOUT_S",
        Some("http"),
        "header_timeout_s",
        Number,
    ),
    (
        "RGRID_HTTP_BODY_TIMEOUT_S",
        Some("http"),
        "body_timeout_s",
        Number,
    ),
    ("RGRID_HTTP_SHUTDOWN_S", Some("http"), "shutdown_s", Number),
];

/// The variable `name` of this process, when it is set and not empty.
#[must_use]
pub fn environment(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// Lays the variables that are set over the settings of the file.
pub(super) fn overlay(
    table: &mut toml::Table,
    variable: impl Fn(&str) -> Option<String>,
) -> Result<(), ConfigError> {
    for (name, section, setting, kind) in VARIABLES {
        let Some(text) = variable(name) else {
            continue;
        };
        let value = match kind {
            Text => toml::Value::String(text),
            Number => toml::Value::Integer(text.parse().map_err(|_| ConfigError::Value {
                field: name,
                message: format!("must be a whole number, not {text:?}"),
            })?),
        };
        let target = match section {
            None => Some(&mut *table),
            Some(section) => table
                .entry(section)
                .or_insert_with(|| toml::Value::Table(toml::Table::new()))
                .as_table_mut(),
        };
        let target = target.ok_or_else(|| ConfigError::Value {
            field: section.unwrap_or_default(),
            message: "must be a table".to_owned(),
        })?;
        target.insert(setting.to_owned(), value);
    }
    Ok(())
}
