//! `rgrid keys`: API keys.

mod create;
mod list;
mod revoke;

use clap::{Args, Subcommand};

use crate::{app::App, exit::Result};

/// Words of `rgrid keys`.
#[derive(Debug, Clone, Args)]
pub struct KeysArgs {
    /// What to do; lists the keys when nothing is said
    #[command(subcommand)]
    pub verb: Option<Verb>,
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
        Some(Verb::Create(args)) => create::run(app, args),
        None | Some(Verb::List) => list::run(app),
        Some(Verb::Revoke(args)) => revoke::run(app, args),
    }
}
