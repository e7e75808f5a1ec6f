//! Config: what flags are when nobody types them: from variables, the project's file and the user's.
//!
//! Owns the layers and which wins: `RGRID_*`, then `.rgrid/config.toml` found upward, then `~/.rgrid/config.toml`.
//! A file holds [`settings`] alone: no address and no key, so that a project's file cannot lead a key elsewhere.

mod blame;
mod file;
mod place;
pub mod settings;
#[cfg(test)]
mod tests;
mod uses;
pub mod write;

use std::{collections::BTreeMap, fmt, path::PathBuf};

use crate::exit::{Failure, Result, quote};
pub use blame::{blame, refuses};
pub use file::Layer;
pub use place::{project_file, upward, users};
use uses::truth;
pub use uses::{applied, variable};

/// The name of a file of settings, in a folder `.rgrid`.
pub const FILE: &str = "config.toml";

/// Where a value comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// A variable of the environment.
    Variable(String),
    /// A file.
    File(PathBuf),
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Variable(name) => f.write_str(name),
            Self::File(path) => f.write_str(&quote(path)),
        }
    }
}

/// What was found, the strongest first.
#[derive(Debug, Clone, Default)]
pub struct Config {
    variables: BTreeMap<String, String>,
    layers: Vec<Layer>,
    /// Files that were left aside, and why.
    pub aside: Vec<String>,
}

impl Config {
    /// Reads variables and files, as seen from the current directory.
    ///
    /// # Errors
    /// When a file cannot be read, is broken, or holds what no file may hold.
    pub fn load() -> Result<Self> {
        let variables = std::env::vars_os().filter_map(|(name, value)| {
            let name = name.into_string().ok()?;
            let value = value.into_string().ok()?;
            (name.starts_with("RGRID_") && !value.is_empty()).then_some((name, value))
        });
        let mut config = Self {
            variables: variables.collect(),
            ..Self::default()
        };
        let users = users();
        let project = std::env::current_dir().ok().and_then(|cwd| upward(&cwd));
        if let Some(path) = project {
            if file::is_anothers(&path) {
                let shown = quote(&path);
                config.aside.push(format!(
                    "{shown} belongs to another user, so it is left aside"
                ));
            } else {
                config.layers.extend(file::read(&path, true)?);
            }
        }
        if let Some(path) = users {
            config.layers.extend(file::read(&path, false)?);
        }
        Ok(config)
    }

    /// The value of a setting, and where it comes from.
    #[must_use]
    pub fn found(&self, key: &str) -> Option<(&str, Origin)> {
        let name = variable(key);
        if let Some(value) = self.variables.get(&name) {
            return Some((value, Origin::Variable(name)));
        }
        self.in_files(key)
    }

    /// Whether a switch is on.
    #[must_use]
    pub fn says(&self, key: &str) -> bool {
        self.found(key)
            .is_some_and(|(value, _)| truth(value) == Some(true))
    }

    fn in_files(&self, key: &str) -> Option<(&str, Origin)> {
        self.layers.iter().find_map(|layer| {
            let value = layer.values.get(key)?;
            Some((value.as_str(), Origin::File(layer.path.clone())))
        })
    }
}

/// The failure for a setting that there is not.
pub(crate) fn unknown(key: &str) -> Failure {
    let failure = Failure::usage(format!("there is no setting `{}`", key.escape_debug()));
    let known = settings::ALL.iter().map(|setting| setting.key);
    match crate::hint::did_you_mean(key, known) {
        Some(close) => failure.hint(close),
        None => failure.hint("rgrid config list    lists them"),
    }
}
