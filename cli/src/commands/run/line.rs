//! What is to be run, in the words that were typed.

use clap::Args;
use clap_complete::engine::ArgValueCandidates;

use super::RunArgs;
use crate::{
    commands::runtimes,
    completing,
    exit::{Failure, Result},
    plan::Line,
};

/// Flags that say what it runs in.
#[derive(Debug, Clone, Default, Args)]
pub struct WithinArgs {
    /// Run in this runtime, which `rgrid runtimes` lists, or image
    #[arg(long, value_name = "NAME", help = runtimes::flag_help(), add = ArgValueCandidates::new(completing::runtimes))]
    pub runtime: Option<String>,
    /// Run in this container image
    #[arg(long, value_name = "IMAGE", conflicts_with = "runtime")]
    pub image: Option<String>,
    /// Run on this machine, in the same sandbox, without any server
    #[cfg(feature = "local")]
    #[arg(long, conflicts_with_all = ["batch", "detach", "retries", "reuse", "remote_only", "on_interrupt"])]
    pub local: bool,
}

impl RunArgs {
    fn nameless(&self) -> Failure {
        if !self.batch.is_empty() {
            return Failure::usage(
                "the script stands before `--batch`, which takes every word after it",
            )
            .hint("rgrid run SCRIPT --batch FILES…");
        }
        Failure::usage("name a script to run")
            .hint("rgrid run script.py ARGS…")
            .hint("rgrid run -- COMMAND ARGS…")
    }

    /// The program, its words and its runtime, as they were typed.
    pub(in crate::commands) fn line(&self) -> Result<Line> {
        crate::runtimes::usable()?;
        let mut words = self.words.iter().cloned();
        let program = words
            .next()
            .filter(|word| !word.is_empty())
            .ok_or_else(|| self.nameless())?;
        Ok(Line {
            program,
            plain: self.plain,
            args: words.collect(),
            runtime: self
                .within
                .image
                .clone()
                .or_else(|| self.within.runtime.clone()),
            inputs: self.input.clone(),
            dependencies: self.install.asked(),
        })
    }
}
