//! Flags that keep a batch from doing too much.

use clap::Args;

use super::RunArgs;
use crate::exit::{Failure, Result};

/// Flags that keep a batch from doing too much.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Batch")]
pub struct GuardArgs {
    /// Stop when the first N items to end fail alike
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub fail_fast: Option<u32>,
    /// Run one item first, and the others when it has succeeded
    #[arg(long, conflicts_with = "detach")]
    pub canary: bool,
}

/// How many of a batch run at the same time when nothing else is said.
const PARALLEL: u32 = 10;

impl RunArgs {
    /// How many of a batch run at the same time.
    pub(super) fn at_a_time(&self) -> u32 {
        self.parallel.unwrap_or(PARALLEL)
    }

    /// Refuses flags of a batch where there is none.
    pub(super) fn refuse_batch_flags(&self) -> Result<()> {
        // What a file of settings says of batches does no harm here.
        let flags = [
            ("flat", "--flat"),
            ("parallel", "--parallel"),
            ("fail_fast", "--fail-fast"),
            ("canary", "--canary"),
        ];
        let given = flags.into_iter().find(|(id, _)| self.typed.contains(*id));
        match given.filter(|_| self.batch.is_empty()) {
            Some((_, flag)) => {
                Err(Failure::usage(format!("{flag} is for a batch")).hint("--batch 'FILES*'"))
            }
            None => Ok(()),
        }
    }
}
