//! `rgrid completions`: what a shell needs to complete our words.

use clap::{Args, CommandFactory};
use clap_complete::Shell;

use crate::{app::App, args::Cli, exit::Result};

/// Flags of `rgrid completions`.
#[derive(Debug, Clone, Args)]
#[command(
    after_help = "For bash:  rgrid completions bash > ~/.local/share/bash-completion/completions/rgrid"
)]
pub struct CompletionsArgs {
    /// Which shell
    #[arg(
        value_name = "bash|elvish|fish|powershell|zsh",
        hide_possible_values = true
    )]
    pub shell: Shell,
}

/// Prints them.
///
/// # Errors
/// When stdout cannot be written.
pub fn run(app: &App, args: &CompletionsArgs) -> Result<()> {
    let mut text = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "rgrid", &mut text);
    app.printer.line(String::from_utf8_lossy(&text).trim_end())
}
