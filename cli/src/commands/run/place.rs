//! Where outputs may go.

use super::RunArgs;
use crate::exit::{Failure, Result, quote};

impl RunArgs {
    /// Refuses a place that can never be a folder.
    pub(super) fn refuse_place(&self) -> Result<()> {
        let is_file = |place: &&std::path::PathBuf| {
            std::fs::metadata(place).is_ok_and(|found| !found.is_dir())
        };
        match self.output_dir.as_ref().filter(is_file) {
            Some(place) => Err(
                Failure::usage(format!("--output-dir: {} is a file", quote(place)))
                    .hint("--output-dir FOLDER"),
            ),
            None => Ok(()),
        }
    }
}
