//! Flags that say what is installed before the script starts.

use std::path::PathBuf;

use clap::Args;

use crate::plan::dependencies::Asked;

/// Flags that say what is installed before the script starts.
#[derive(Debug, Clone, Default, Args)]
pub struct InstallArgs {
    /// Install the packages of this file (requirements.txt, pyproject.toml) [default: what is beside the script]
    #[arg(long, value_name = "FILE", conflicts_with = "no_dependencies")]
    pub requirements: Option<PathBuf>,
    /// Install nothing, whatever is beside the script
    #[arg(long)]
    pub no_dependencies: bool,
}

impl InstallArgs {
    /// What the user said.
    pub(super) fn asked(&self) -> Asked {
        match &self.requirements {
            _ if self.no_dependencies => Asked::None,
            Some(file) => Asked::File(file.clone()),
            None => Asked::Detect,
        }
    }
}
