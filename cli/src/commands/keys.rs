//! `rgrid keys`: API keys.

mod create;
mod list;
mod revoke;

use clap::{Args, Subcommand};

use crate::{app::App, exit::Result};

/// Words of `rgrid keys`.
#[derive(Debug, Clone, Args)]
pub struct KeysArgs {
    /// What to do.
    #[command(subcommand)]
    pub verb: Verb,
}

/// What to do with keys.
#[derive(Debug, Clone, Subcommand)]
pub enum Verb {
    /// Make a key; it is shown this once
    Create(create::CreateArgs),
    /// List the keys of the account
    #[command(visible_alias = "ls")]
    List,
    /// Revoke keys at once
    Revoke(revoke::RevokeArgs),
}

/// Does it.
///
/// # Errors
/// As every command.
pub fn run(app: &App, args: &KeysArgs) -> Result<()> {
    match &args.verb {
        Verb::Create(args) => create::run(app, args),
        Verb::List => list::run(app),
        Verb::Revoke(args) => revoke::run(app, args),
    }
}
