//! What is to be run, in the words that were typed.

use super::RunArgs;
use crate::{
    exit::{Failure, Result},
    plan::Line,
};

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
        let mut words = self.words.iter().cloned();
        let program = words
            .next()
            .filter(|word| !word.is_empty())
            .ok_or_else(|| self.nameless())?;
        Ok(Line {
            program,
            plain: self.plain,
            args: words.collect(),
            runtime: self.image.clone().or_else(|| self.runtime.clone()),
            inputs: self.input.clone(),
            dependencies: self.install.asked(),
        })
    }
}
