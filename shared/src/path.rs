//! Paths that travel: relative, `/`-separated names that can never leave the folder they are put in.
//!
//! Owns the rule, for inputs and artifacts alike. Does not touch the file system: whoever opens a
//! path below a folder must still refuse links there.

#[cfg(test)]
mod tests;

use std::{borrow::Cow, fmt};

use serde::{Deserialize, Deserializer, Serialize};

use crate::limits::{MAX_NAME_BYTES, MAX_PATH_BYTES};

/// A relative path of plain names joined by `/`, valid UTF-8, without `.`, `..` or NUL.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, utoipa::ToSchema)]
#[serde(transparent)]
#[schema(value_type = String, example = "data/in.csv")]
pub struct RelPath(String);

/// Why a text is not a path that may travel.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PathError {
    /// Nothing is named.
    #[error("the path is empty")]
    Empty,
    /// The path begins at the root.
    #[error("the path is absolute; give one relative to the working directory")]
    Absolute,
    /// The path has a `.` or `..` part, or two slashes in a row.
    #[error("the path has an empty, `.` or `..` part")]
    Dots,
    /// The path has a NUL byte.
    #[error("the path has a NUL byte")]
    Nul,
    /// A name or the whole is too long.
    #[error("the path is longer than {MAX_PATH_BYTES} bytes or a name in it than {MAX_NAME_BYTES}")]
    TooLong,
}

impl RelPath {
    /// Takes `text` when it is a path that may travel.
    ///
    /// # Errors
    /// [`PathError`] says which rule it breaks.
    pub fn new(text: impl Into<String>) -> Result<Self, PathError> {
        let text = text.into();
        check(&text)?;
        Ok(Self(text))
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The last name.
    #[must_use]
    pub fn file_name(&self) -> &str {
        self.0.rsplit('/').next().unwrap_or(&self.0)
    }

    /// The names from the first to the last.
    pub fn parts(&self) -> impl Iterator<Item = &str> {
        self.0.split('/')
    }
}

fn check(text: &str) -> Result<(), PathError> {
    if text.is_empty() {
        return Err(PathError::Empty);
    }
    if text.starts_with('/') {
        return Err(PathError::Absolute);
    }
    if text.contains('\0') {
        return Err(PathError::Nul);
    }
    if text.split('/').any(|part| matches!(part, "" | "." | "..")) {
        return Err(PathError::Dots);
    }
    if text.len() > MAX_PATH_BYTES || text.split('/').any(|part| part.len() > MAX_NAME_BYTES) {
        return Err(PathError::TooLong);
    }
    Ok(())
}

impl fmt::Display for RelPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl AsRef<std::path::Path> for RelPath {
    fn as_ref(&self) -> &std::path::Path {
        self.0.as_ref()
    }
}

impl<'de> Deserialize<'de> for RelPath {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<'de, str>::deserialize(deserializer)?;
        Self::new(text).map_err(serde::de::Error::custom)
    }
}
