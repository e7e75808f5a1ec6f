//! `rgrid run`: a script or a command, once or once per file.
//!
//! Owns its flags and the order of things: plan, submit, follow, bring home.

mod dry;
pub(super) mod estimate;
mod examples;
mod guard;
#[cfg(feature = "local")]
mod here;
mod install;
mod line;
mod many;
mod notes;
mod place;
mod reuse;
mod single;
pub(super) mod spec;
#[cfg(test)]
mod tests;
mod weight;

use crate::{
    app::App,
    commands::watch::WatchArgs,
    exit::{Failure, Result},
    plan, values,
};
use clap::Args;

/// Flags of `rgrid run`.
#[derive(Debug, Clone, Default, Args)]
#[command(
    override_usage = "rgrid run [FLAGS] SCRIPT [ARGS]…\n       rgrid run [FLAGS] -- COMMAND [ARGS]…\n       rgrid run [FLAGS] SCRIPT [ARGS]… --batch FILES… [FLAGS]"
)]
#[command(before_help = examples::FIRST, after_help = examples::AFTER)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag")]
pub struct RunArgs {
    /// The script and its arguments; files and folders named in them are sent along
    #[arg(value_name = "SCRIPT", trailing_var_arg = true, num_args = 0.., allow_hyphen_values = false)]
    pub words: Vec<String>,
    /// Whether `--` stood in front of the words.
    #[arg(skip)]
    pub plain: bool,
    /// The flags that were typed, by their ids.
    #[arg(skip)]
    pub typed: std::collections::HashSet<String>,
    /// What it runs in.
    #[command(flatten)]
    pub within: line::WithinArgs,
    /// Send this file or folder too, under another name after a colon
    #[arg(long, short, value_name = "PATH[:NAME]")]
    pub input: Vec<String>,
    /// What is installed.
    #[command(flatten)]
    pub install: install::InstallArgs,
    /// Set a variable of the environment; without =, take it from here
    #[arg(long, short, value_name = "NAME[=VALUE]")]
    pub env: Vec<String>,
    /// Set the variables of a file of NAME=VALUE lines
    #[arg(long, value_name = "FILE")]
    pub env_file: Vec<std::path::PathBuf>,
    /// Set a variable that RGrid never shows, though the script can; without =, take it from here
    #[arg(long, value_name = "NAME[=VALUE]")]
    pub secret: Vec<String>,
    /// Set such variables from a file of NAME=VALUE lines
    #[arg(long, value_name = "FILE")]
    pub secret_file: Vec<std::path::PathBuf>,
    /// CPUs, such as 2 or 0.5 [default: 1]
    #[arg(long, value_name = "N", value_parser = values::cpu_millis)]
    pub cpu: Option<u32>,
    /// Memory, such as 512M or 2G [default: 512M]
    #[arg(long, value_name = "SIZE", value_parser = values::bytes)]
    pub memory: Option<u64>,
    /// Disk for the working directory [default: 10G]
    #[arg(long, value_name = "SIZE", value_parser = values::bytes)]
    pub disk: Option<u64>,
    /// Hard limit of the run, such as 90s, 10m or 1h30m [default: 1h]
    #[arg(long, value_name = "TIME", value_parser = values::seconds)]
    pub timeout: Option<u32>,
    /// How often a failed script is tried again
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = clap::value_parser!(u32).range(0..=10))]
    pub retries: u32,
    /// Let the script reach the internet
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true", default_value = "false", hide_default_value = true, hide_possible_values = true, action = clap::ArgAction::Set)]
    pub network: bool,
    /// Whether the result of an identical job will do.
    #[command(flatten)]
    pub reuse: reuse::ReuseArgs,
    /// Label the job, for `rgrid list -m`
    #[arg(long, short, value_name = "KEY=VALUE", value_parser = values::pair)]
    pub metadata: Vec<(String, String)>,
    /// Print the id and do not wait
    #[arg(long, short)]
    pub detach: bool,
    /// Show what would be sent and run, and stop
    #[arg(long)]
    pub dry_run: bool,
    /// How much may be sent.
    #[command(flatten)]
    pub weight: weight::WeightArgs,
    /// Show the script's control characters as they are, even on a terminal
    #[arg(long)]
    pub raw: bool,
    /// What an interrupt does.
    #[command(flatten)]
    pub watch: WatchArgs,
    /// Run once per file; a quoted pattern (* and **) or many files
    #[arg(long, value_name = "FILES", num_args = 1.., help_heading = "Batch")]
    pub batch: Vec<String>,
    /// How many run at the same time [default: 10]
    #[arg(long, value_name = "N", help_heading = "Batch", value_parser = clap::value_parser!(u32).range(1..=10_000))]
    pub parallel: Option<u32>,
    /// Where the outputs go: a folder per file in it [default: ./outputs; of a single run: .]
    #[arg(long, value_name = "FOLDER", help_heading = "Batch")]
    pub output_dir: Option<std::path::PathBuf>,
    /// Put all outputs into one folder
    #[arg(long, help_heading = "Batch", value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true", default_value = "false", hide_default_value = true, hide_possible_values = true, action = clap::ArgAction::Set)]
    pub flat: bool,
    /// Leave the outputs on the server
    #[arg(long, help_heading = "Batch")]
    pub remote_only: bool,
    /// What keeps a batch from doing too much.
    #[command(flatten)]
    pub guard: guard::GuardArgs,
}

/// Runs it.
///
/// # Errors
/// What went wrong, with the exit code of it; a job's own exit code comes the same way.
pub fn run(app: &mut App, args: &RunArgs) -> Result<()> {
    app.printer.raw = args.raw;
    let cwd = std::env::current_dir()
        .map_err(|error| Failure::local(format!("cannot tell the current directory: {error}")))?;
    args.refuse_batch_flags()?;
    args.refuse_place()?;
    let mut plan = plan::make(&args.line()?, &cwd)?;
    let spec = spec::of(args, &plan)?;
    notes::tell(&app.printer, args, &cwd);
    #[cfg(feature = "local")]
    if args.within.local {
        return here::run(app, args, &plan, spec);
    }
    if args.batch.is_empty() {
        single::run(app, args, &plan, spec)
    } else {
        many::run(app, args, &mut plan, spec, &cwd)
    }
}
