//! The command line: nouns, verbs and the flags that every command has.
//!
//! Each command's own flags stand beside it. Owns how `run` tells its own flags from the script's.

mod refused;
mod split;
#[cfg(test)]
mod tests;
mod tree;

use clap::{Args, Parser, Subcommand};
use clap_complete::engine::ArgValueCandidates;

use crate::{commands, completing, printer::color::ColorWhen};
pub use refused::refused;
pub use split::parse;
pub use tree::{tree, with_examples_last};

/// Run your scripts somewhere else, unchanged.
#[derive(Debug, Parser)]
#[command(
    name = "rgrid",
    version,
    disable_help_subcommand = true,
    max_term_width = 100
)]
#[command(before_help = EXAMPLES, after_help = AFTER)]
pub struct Cli {
    /// Flags of every command.
    #[command(flatten)]
    pub globals: Globals,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

const EXAMPLES: &str = "Examples:
  rgrid up -d                                start everything on this machine
  rgrid run process.py data.csv              run a script; files go along and back
  rgrid run process.py --batch 'data/*.csv'  once per file, in parallel
  rgrid list --batches --since 2d            yesterday's batches, and what failed
  rgrid retry BATCH --wait                   run the failed items of one again";

const AFTER: &str = "`rgrid help COMMAND` has examples of each; `rgrid help exit-codes` and `rgrid help config` explain the rest.";

/// Flags of every command.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Everywhere")]
pub struct Globals {
    /// Use this profile of ~/.rgrid/credentials
    #[arg(
        long,
        global = true,
        env = "RGRID_PROFILE",
        value_name = "NAME",
        hide_env_values = true,
        add = ArgValueCandidates::new(completing::profiles)
    )]
    pub profile: Option<String>,
    /// Use the server at this address
    #[arg(
        long,
        global = true,
        env = "RGRID_URL",
        value_name = "URL",
        hide_env_values = true
    )]
    pub url: Option<String>,
    /// Print JSON: one document, or one per line; a script's output goes to stderr then
    #[arg(long, global = true)]
    pub json: bool,
    /// Print no notes and no progress, and of a list only the ids
    #[arg(long, short, global = true)]
    pub quiet: bool,
    /// When to use colour
    #[arg(long, global = true, value_name = "WHEN", value_enum, default_value_t)]
    pub color: ColorWhen,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Run a script or a command, once or once per file
    Run(Box<commands::run::RunArgs>),
    /// Say how long a run will take and what it will cost
    Estimate(commands::estimate::EstimateArgs),
    /// Show a job or a batch
    Status(commands::status::StatusArgs),
    /// List jobs or batches, newest first
    #[command(visible_alias = "ls")]
    List(commands::list::ListArgs),
    /// See everything on one screen: jobs, batches, logs, files, costs and nodes
    Tui(commands::tui::TuiArgs),
    /// Come back to a job or a batch: live, and with its exit code
    Attach(commands::attach::AttachArgs),
    /// Say why a job or a batch waits
    Why(commands::why::WhyArgs),
    /// Show what a job or a batch printed
    Logs(commands::logs::LogsArgs),
    /// List the files that a job or a batch brought home
    Outputs(commands::outputs::OutputsArgs),
    /// Download the files that a job or a batch brought home
    Download(commands::download::DownloadArgs),
    /// Show the failed items of a batch, grouped by their error
    Failures(commands::failures::FailuresArgs),
    /// Cancel jobs or batches
    Cancel(commands::cancel::CancelArgs),
    /// Run a job, or the failed part of a batch, again
    Retry(commands::retry::RetryArgs),
    /// Show what jobs have cost, by day, month, script or batch
    Cost(commands::cost::CostArgs),
    /// Make, list and revoke API keys
    Keys(commands::keys::KeysArgs),
    /// List the machines that run jobs, and let another become one
    Nodes(commands::nodes::NodesArgs),
    /// List the environments that scripts run in
    Runtimes(commands::runtimes::RuntimesArgs),
    /// Start everything on this machine
    #[cfg(feature = "local")]
    Up(commands::up::UpArgs),
    /// End what `rgrid up -d` started
    #[cfg(feature = "local")]
    Down(commands::down::DownArgs),
    /// Run the control plane alone
    #[cfg(feature = "local")]
    Server(commands::server::ServerArgs),
    /// Run a runner alone, on a node of its own
    #[cfg(feature = "local")]
    Runner(commands::runner::RunnerArgs),
    /// Keep a server and its key as a profile
    #[command(visible_alias = "login")]
    Init(commands::init::InitArgs),
    /// List the servers that are known here, and pick one
    Profiles(commands::profiles::ProfilesArgs),
    /// Show and set the defaults of flags
    Config(commands::config::ConfigArgs),
    /// Check that everything needed is there
    Doctor(commands::doctor::DoctorArgs),
    /// Ask any route of the server
    Api(commands::api::ApiArgs),
    /// Print the completions of a shell
    Completions(commands::completions::CompletionsArgs),
    /// Explain a command, or the exit codes
    Help(commands::help::HelpArgs),
}
