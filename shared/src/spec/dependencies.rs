//! What is installed for a job before it starts: an installer and the files that say what.
//!
//! Owns the shape and its checks. Does not read the files.

#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Input, validate::Checks};

/// Most bytes of one file that says what is installed.
const MAX_FILE_BYTES: u64 = 16 << 20;

/// What is installed for a job before it starts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Dependencies {
    /// Who installs it.
    pub installer: Installer,
    /// The files that say what; which they may be is the installer's.
    pub files: Vec<Input>,
}

/// Who installs packages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Installer {
    /// `uv`, for Python: `requirements.txt`, and `constraints.txt` with it.
    Uv,
    /// `uv`, for Python: `pyproject.toml` and `uv.lock`.
    UvLock,
    /// `npm ci`, for Node: `package.json` and `package-lock.json`.
    Npm,
}

impl Installer {
    /// The files that it needs, and those that it may have besides.
    #[must_use]
    pub fn files(self) -> (&'static [&'static str], &'static [&'static str]) {
        match self {
            Self::Uv => (&["requirements.txt"], &["constraints.txt"]),
            Self::UvLock => (&["pyproject.toml", "uv.lock"], &[]),
            Self::Npm => (&["package.json", "package-lock.json"], &[]),
        }
    }

    /// The word used in JSON and in keys.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Uv => "uv",
            Self::UvLock => "uv_lock",
            Self::Npm => "npm",
        }
    }
}

impl Dependencies {
    pub(super) fn check(&self, checks: &mut Checks) {
        let (needed, allowed) = self.installer.files();
        let has = |name: &&str| self.files.iter().any(|file| file.path.as_str() == *name);
        let is_known = |file: &Input| {
            let mut known = needed.iter().chain(allowed);
            known.any(|name| *name == file.path.as_str())
        };
        let most = needed.len().saturating_add(allowed.len());
        let fit =
            needed.iter().all(&has) && self.files.iter().all(is_known) && self.files.len() <= most;
        checks.require(fit, "dependencies.files", || {
            let installer = self.installer.as_str();
            format!("`{installer}` takes {}, each once", needed.join(" and "))
        });
        let small = |file: &Input| file.size <= MAX_FILE_BYTES;
        checks.require(self.files.iter().all(small), "dependencies.files", || {
            format!("each has at most {MAX_FILE_BYTES} bytes")
        });
    }
}
