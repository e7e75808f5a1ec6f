//! Where it is run, and where outputs may go.

use std::path::PathBuf;

use super::RunArgs;
use crate::exit::{Failure, Result, quote};

/// The current directory.
pub(super) fn here() -> Result<PathBuf> {
    std::env::current_dir()
        .map_err(|error| Failure::local(format!("cannot tell the current directory: {error}")))
}

impl RunArgs {
    /// Refuses a place that can never be a folder.
    pub(super) fn refuse_place(&self) -> Result<()> {
        let is_file =
            |place: &&PathBuf| std::fs::metadata(place).is_ok_and(|found| !found.is_dir());
        match self.output_dir.as_ref().filter(is_file) {
            Some(place) => Err(
                Failure::usage(format!("--output-dir: {} is a file", quote(place)))
                    .hint("--output-dir FOLDER"),
            ),
            None => Ok(()),
        }
    }
}
