//! `rgrid completions`: what a shell needs to complete our words, ids of jobs among them.

use clap::{Args, ValueEnum};
use clap_complete::env::{CompleteEnv, Shells};

use crate::{
    app::App,
    args,
    exit::{Failure, Result},
};

/// The variable with which a shell asks us.
const ASKED: &str = "RGRID_COMPLETE";

/// Flags of `rgrid completions`.
#[derive(Debug, Clone, Args)]
#[command(after_help = "Put one of these lines where your shell begins:
  bash, in ~/.bashrc                       source <(rgrid completions bash)
  zsh, in ~/.zshrc                         source <(rgrid completions zsh)
  fish, in ~/.config/fish/config.fish      rgrid completions fish | source
  PowerShell, in $PROFILE                  rgrid completions powershell | Out-String | Invoke-Expression

Ids of jobs and batches are completed as well: the server is asked while you type.")]
pub struct CompletionsArgs {
    /// Which shell
    #[arg(
        value_name = "bash|elvish|fish|powershell|zsh",
        hide_possible_values = true
    )]
    pub shell: Shell,
}

/// A shell.
#[derive(Debug, Clone, Copy, ValueEnum)]
#[expect(missing_docs, reason = "their own names")]
pub enum Shell {
    Bash,
    Elvish,
    Fish,
    Powershell,
    Zsh,
}

/// Answers a shell that completes, if one asks; then nothing else is to be done.
#[must_use]
pub fn answered() -> bool {
    let here = std::env::current_dir().ok();
    let asked = CompleteEnv::with_factory(args::tree).var(ASKED);
    // A shell that asks for what we do not know gets nothing.
    asked
        .try_complete(std::env::args_os(), here.as_deref())
        .unwrap_or(true)
}

/// Prints them.
///
/// # Errors
/// When stdout cannot be written.
pub fn run(app: &App, asked: &CompletionsArgs) -> Result<()> {
    let mut text = Vec::new();
    let known = Shells::builtins();
    let name = asked
        .shell
        .to_possible_value()
        .map(|value| value.get_name().to_owned());
    let shell = name.and_then(|name| known.completer(&name));
    let shell = shell.ok_or_else(|| Failure::internal("a shell without completions"))?;
    shell
        .write_registration(ASKED, "rgrid", "rgrid", "rgrid", &mut text)
        .map_err(|error| Failure::internal(format!("cannot write completions: {error}")))?;
    let script = String::from_utf8_lossy(&text);
    if app.printer.json {
        return app
            .printer
            .document(&serde_json::json!({ "script": script }));
    }
    app.printer.line(script.trim_end())
}
