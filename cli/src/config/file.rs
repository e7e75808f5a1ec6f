//! A file of settings: TOML, flat keys with dots or tables.

use std::{
    collections::BTreeMap,
    fs, io,
    os::unix::fs::MetadataExt,
    path::{Path, PathBuf},
};

use super::{settings, unknown};
use crate::exit::{Failure, Result, quote};

/// What one file sets.
#[derive(Debug, Clone)]
pub struct Layer {
    /// Where it is.
    pub path: PathBuf,
    /// Values by their key.
    pub values: BTreeMap<String, String>,
}

/// Whether a file was put there by somebody who is neither us nor the administrator.
pub(super) fn is_anothers(path: &Path) -> bool {
    let us = rustix::process::geteuid().as_raw();
    fs::metadata(path).is_ok_and(|meta| meta.uid() != us && meta.uid() != 0)
}

/// Reads a file; an absent one sets nothing.
pub(super) fn read(path: &Path, of_a_project: bool) -> Result<Option<Layer>> {
    let text = match fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(Failure::file("read", path, &error)),
    };
    let values = values(&text).map_err(|failure| in_file(failure, path))?;
    for (key, value) in values.iter().filter(|_| of_a_project) {
        if let Some(why) = settings::refused_in_a_project(key, value) {
            return Err(in_file(Failure::usage(format!("{key}: {why}")), path));
        }
    }
    Ok(Some(Layer {
        path: path.to_owned(),
        values,
    }))
}

fn in_file(mut failure: Failure, path: &Path) -> Failure {
    failure.message = format!("{}: {}", quote(path), failure.message);
    failure
}

/// The values of a text.
pub(super) fn values(text: &str) -> Result<BTreeMap<String, String>> {
    let table: toml::Table = toml::from_str(text).map_err(|error| broken(text, &error))?;
    let mut values = BTreeMap::new();
    for (name, value) in table {
        if let toml::Value::Table(below) = value {
            for (rest, value) in below {
                take(format!("{name}.{rest}"), &value, &mut values)?;
            }
        } else {
            take(name, &value, &mut values)?;
        }
    }
    Ok(values)
}

fn take(key: String, value: &toml::Value, values: &mut BTreeMap<String, String>) -> Result<()> {
    if settings::find(&key).is_none() {
        let elsewhere = ["url", "key", "api_key", "api-key"].contains(&key.as_str());
        if !elsewhere {
            return Err(unknown(&key));
        }
        return Err(
            Failure::usage(format!("`{key}` stands in no file of settings"))
                .hint("rgrid init    keeps address and key as a profile"),
        );
    }
    let text = match value {
        toml::Value::String(text) => text.clone(),
        toml::Value::Integer(_) | toml::Value::Float(_) | toml::Value::Boolean(_) => {
            value.to_string()
        }
        toml::Value::Datetime(_) | toml::Value::Array(_) | toml::Value::Table(_) => {
            return Err(Failure::usage(format!("{key} wants one value")));
        }
    };
    values.insert(key, text);
    Ok(())
}

fn broken(text: &str, error: &toml::de::Error) -> Failure {
    let before = error.span().and_then(|span| text.get(..span.start));
    let line = before.map_or(1, |text| text.matches('\n').count().saturating_add(1));
    let why = error
        .message()
        .lines()
        .next()
        .unwrap_or_default()
        .to_owned();
    Failure::usage(format!("line {line}: {why}"))
}
