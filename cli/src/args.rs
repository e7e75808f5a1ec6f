//! The command line: nouns, verbs and the flags that every command has.
//!
//! Each command's own flags stand beside it. Owns how `run` tells its own flags from the script's.

mod refused;
mod split;
#[cfg(test)]
mod tests;

use clap::{Args, Parser, Subcommand};

use crate::{commands, printer::color::ColorWhen};
pub use refused::refused;
pub use split::parse;

/// Run your scripts somewhere else, unchanged.
#[derive(Debug, Parser)]
#[command(
    name = "rgrid",
    version,
    disable_help_subcommand = true,
    max_term_width = 100
)]
#[command(
    after_help = "Begin with `rgrid up`, then `rgrid run script.py`. Exit codes: `rgrid help exit-codes`."
)]
pub struct Cli {
    /// Flags of every command.
    #[command(flatten)]
    pub globals: Globals,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

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
        hide_env_values = true
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
    /// Print no notes and no progress
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
    /// Show a job or a batch
    Status(commands::status::StatusArgs),
    /// List jobs or batches, newest first
    #[command(visible_alias = "ls")]
    List(commands::list::ListArgs),
    /// Come back to a job: its output, live, and its exit code
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
    /// Check that everything needed is there
    Doctor(commands::doctor::DoctorArgs),
    /// Ask any route of the server
    Api(commands::api::ApiArgs),
    /// Print the completions of a shell
    Completions(commands::completions::CompletionsArgs),
    /// Explain a command, or the exit codes
    Help(commands::help::HelpArgs),
}
