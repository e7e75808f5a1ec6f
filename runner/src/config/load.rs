//! Reading a configuration from a file and the environment.

use std::{collections::BTreeMap, path::Path};

use toml::{Table, Value};

use super::Config;
use crate::error::RunnerError;

/// What every variable begins with.
const PREFIX: &str = "RGRID_RUNNER_";
/// The variable that names the file.
const FILE: &str = "RGRID_RUNNER_CONFIG";
/// The settings that are numbers.
const NUMBERS: [&str; 6] = [
    "slots",
    "warm",
    "blobs_bytes",
    "packages_bytes",
    "disk_floor_bytes",
    "drain_timeout_s",
];

impl Config {
    /// Reads `RGRID_RUNNER_*`, over `file` or the one that `RGRID_RUNNER_CONFIG` names.
    ///
    /// # Errors
    /// When something is missing, unknown or cannot work; it says what.
    pub fn from_env(file: Option<&Path>) -> Result<Self, RunnerError> {
        let mut env: BTreeMap<String, String> = std::env::vars_os()
            .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
            .filter(|(name, _)| name.starts_with(PREFIX))
            .collect();
        let named = env.remove(FILE);
        Self::load(file.or(named.as_deref().map(Path::new)), &env)
    }

    /// Reads `file`, if any, and the variables of `env` over it.
    ///
    /// # Errors
    /// When something is missing, unknown or cannot work; it says what.
    pub fn load(file: Option<&Path>, env: &BTreeMap<String, String>) -> Result<Self, RunnerError> {
        let mut table = match file {
            Some(path) => read(path)?,
            None => Table::new(),
        };
        for (name, text) in env {
            let setting = name
                .strip_prefix(PREFIX)
                .unwrap_or(name)
                .to_ascii_lowercase();
            let value = value(name, &setting, text)?;
            table.insert(setting, value);
        }
        let config: Self = Value::Table(table)
            .try_into()
            .map_err(|error: toml::de::Error| {
                let text = error.message().to_owned();
                RunnerError::Config(format!("{text} (in the file, or as {PREFIX}… in capitals)"))
            })?;
        config.check()?;
        Ok(config)
    }
}

fn read(path: &Path) -> Result<Table, RunnerError> {
    let wrong = |text: String| RunnerError::Config(format!("{}: {text}", path.display()));
    let text = std::fs::read_to_string(path).map_err(|error| wrong(error.to_string()))?;
    text.parse()
        .map_err(|error: toml::de::Error| wrong(error.message().to_owned()))
}

fn value(name: &str, setting: &str, text: &str) -> Result<Value, RunnerError> {
    if !NUMBERS.contains(&setting) {
        return Ok(Value::String(text.to_owned()));
    }
    let number = text.parse::<i64>();
    let number =
        number.map_err(|_| RunnerError::Config(format!("{name}: `{text}` is no number")))?;
    Ok(Value::Integer(number))
}
