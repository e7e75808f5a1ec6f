//! Packages that a sandbox sees: a folder of this machine, read-only, and where it stands inside.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

/// Where packages of each kind stand, so that programs of that kind find them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Stand {
    /// A virtual environment of Python.
    Python,
    /// The modules of Node, which looks for them in the root above every folder.
    Node,
}

/// A set of packages on this machine; it is in use for as long as somebody has one of these.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Packages {
    /// Where they are here.
    pub folder: Arc<Path>,
    /// Where they stand inside.
    pub stand: Stand,
}

impl Stand {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Python, Self::Node];

    /// The folder inside.
    #[must_use]
    pub fn folder(self) -> &'static str {
        match self {
            Self::Python => "/venv",
            Self::Node => "/node_modules",
        }
    }

    /// Where their programs are inside.
    #[must_use]
    pub fn programs(self) -> &'static str {
        match self {
            Self::Python => "/venv/bin",
            Self::Node => "/node_modules/.bin",
        }
    }

    /// What tells programs of it, where their own place does not.
    pub(super) fn env(self) -> Option<(String, String)> {
        match self {
            Self::Python => Some(("VIRTUAL_ENV".to_owned(), self.folder().to_owned())),
            Self::Node => None,
        }
    }
}

impl Packages {
    /// From where to where, for a mount.
    pub(super) fn mount(&self) -> (PathBuf, &'static str) {
        (self.folder.to_path_buf(), self.stand.folder())
    }
}
