//! `rgrid estimate`: how long a run would take and what it would cost, without running it.

use clap::Args;

use super::run::{RunArgs, estimate};
use crate::{
    app::App,
    exit::{Failure, Result},
};

/// A line of `rgrid run`.
#[derive(Debug, Args)]
#[command(
    override_usage = "rgrid estimate [FLAGS OF RUN] SCRIPT [ARGS]… [--batch FILES…]",
    before_help = "Examples:\n  rgrid estimate process.py data.csv\n  rgrid estimate convert.py --batch 'images/*.png' --parallel 20",
    after_help = "It is the middle of the last runs of the same script that succeeded. `rgrid run --dry-run` shows what would be sent too."
)]
pub struct EstimateArgs {
    /// What would stand after `rgrid run`
    #[arg(value_name = "SCRIPT", trailing_var_arg = true, allow_hyphen_values = true, num_args = 1.., required = true)]
    pub words: Vec<String>,
    /// The same, read as `rgrid run` reads it.
    #[arg(skip)]
    pub run: RunArgs,
}

/// Says it in one sentence.
///
/// # Errors
/// When it could not run, or no run of it is known.
pub fn run(app: &App, args: &RunArgs) -> Result<()> {
    let (found, items) = estimate::of_line(app, args)?;
    let Some(found) = found else {
        let unknown = "no run of it that succeeded is known here, so nobody can tell";
        return Err(Failure::not_found(unknown)
            .hint("run it once, or one item of a batch first: rgrid run --canary …"));
    };
    if app.printer.json {
        return app
            .printer
            .document(&serde_json::json!({ "items": items, "estimate": found }));
    }
    app.printer.line(found.in_words())
}
