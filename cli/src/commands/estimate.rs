//! `rgrid estimate`: how long a run will take and what it will cost, as the same script did of late.

use clap::Args;
use clap_complete::engine::ArgValueCandidates;

use super::run::{RunArgs, estimate, spec};
use crate::{
    app::App,
    completing,
    exit::{Failure, Result},
    plan::{self, batch},
};

/// Flags of `rgrid estimate`.
#[derive(Debug, Clone, Args)]
#[command(
    override_usage = "rgrid estimate [FLAGS] SCRIPT [ARGS]… [--batch FILES…]",
    before_help = "Examples:\n  rgrid estimate process.py\n  rgrid estimate process.py --batch 'data/*.csv' --parallel 50",
    after_help = "It goes by the last runs of the same script that succeeded; nothing is sent. `rgrid run --dry-run` shows also what would be."
)]
pub struct EstimateArgs {
    /// The script and its arguments, as `rgrid run` takes them
    #[arg(value_name = "SCRIPT", trailing_var_arg = true, num_args = 0.., allow_hyphen_values = false)]
    pub words: Vec<String>,
    /// Whether `--` stood in front of the words.
    #[arg(skip)]
    pub plain: bool,
    /// As it would run in this runtime or image
    #[arg(long, value_name = "NAME", add = ArgValueCandidates::new(completing::runtimes))]
    pub runtime: Option<String>,
    /// Once per file; a quoted pattern (* and **) or many files
    #[arg(long, value_name = "FILES", num_args = 1..)]
    pub batch: Vec<String>,
    /// How many would run at the same time [default: 10]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=10_000))]
    pub parallel: Option<u32>,
}

/// Says it.
///
/// # Errors
/// As every command; `RESOURCE_NOT_FOUND` when no run of it has succeeded yet.
pub fn run(app: &App, args: &EstimateArgs) -> Result<()> {
    let cwd = std::env::current_dir()
        .map_err(|error| Failure::local(format!("cannot tell the current directory: {error}")))?;
    let mut run = RunArgs {
        words: args.words.clone(),
        plain: args.plain,
        batch: args.batch.clone(),
        parallel: args.parallel,
        ..RunArgs::default()
    };
    run.within.runtime.clone_from(&args.runtime);
    let mut plan = plan::make(&run.line()?, &cwd)?;
    let spec = spec::of(&run, &plan)?;
    let items = if run.batch.is_empty() {
        1
    } else {
        batch::items(&mut plan, &batch::expand(&run.batch, &cwd)?)?.len()
    };
    let found = estimate::of_past(app, &run, &spec, items)?;
    let estimate = found.ok_or_else(|| {
        Failure::not_found("no run of it has succeeded yet, so there is nothing to go by")
            .hint("rgrid run --canary … --batch FILES…    runs one item first")
    })?;
    if app.printer.json {
        return app.printer.document(&estimate);
    }
    app.printer.line(estimate)
}
