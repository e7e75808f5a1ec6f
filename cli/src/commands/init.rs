//! `rgrid init`: a server and its key kept as a profile, after two questions at most.

mod ask;

use std::{
    io::{IsTerminal, Read},
    path::Path,
};

use clap::Args;
use rgrid_shared::{client::Client, spec::Secret};

use crate::{
    app::App,
    exit::{Failure, Result, quote},
    profile::{self, Credentials, Profile},
};

/// Where `rgrid up` listens.
const HERE: &str = "http://127.0.0.1:7430";
/// The name of a profile that was not given one.
const NAME: &str = "default";

/// Flags of `rgrid init`.
#[derive(Debug, Clone, Args)]
#[command(before_help = EXAMPLES, after_help = AFTER)]
pub struct InitArgs {
    /// Ask nothing; take the address from --url or `RGRID_URL`, the key from `RGRID_API_KEY` or standard input
    #[arg(long, short)]
    pub yes: bool,
}

const EXAMPLES: &str = "Examples:
  rgrid init
  rgrid init --yes --url https://grid.example --profile work < key.txt";

const AFTER: &str = "A key is never an argument, where others could read it. The profile is kept in ~/.rgrid/credentials, for you alone, once the \
server has taken the key; the first one is used where none is named, and `rgrid profiles use` picks another.";

/// Asks for what is missing, tries it, and keeps it.
///
/// # Errors
/// When something is missing, the server does not take it, or the file cannot be written.
pub fn run(app: &App, args: &InitArgs) -> Result<()> {
    let home = profile::home()?;
    let mut credentials = Credentials::load(&home)?;
    let (url, key) = asked(app, args)?;
    let client = Client::new(&url, Some(key.clone()))?;
    let account = app.block_on(async { Ok(client.account().await?) })?;
    let name = app
        .wish()
        .profile
        .clone()
        .unwrap_or_else(|| NAME.to_owned());
    let known = credentials.profiles.get(&name);
    if let Some(other) = known.filter(|known| known.url != url) {
        return Err(Failure::usage(format!(
            "the profile {} is that of {} already",
            quote(name.as_ref()),
            other.url
        ))
        .hint("rgrid init --profile ANOTHER"));
    }
    credentials
        .profiles
        .insert(name.clone(), Profile { url, key });
    credentials.default.get_or_insert_with(|| name.clone());
    credentials.save(&home)?;
    let is_default = credentials.default.as_ref() == Some(&name);
    told(app, &account.name, &name, is_default, &home)
}

fn told(app: &App, account: &str, name: &str, is_default: bool, home: &Path) -> Result<()> {
    if app.printer.json {
        return app.printer.document(&serde_json::json!({
            "profile": name,
            "account": account,
            "default": is_default,
        }));
    }
    app.printer.tell(format_args!(
        "account {account}: kept as profile `{name}` in {}",
        quote(&home.join(Credentials::FILE))
    ));
    if !is_default {
        app.printer.hint(format_args!(
            "rgrid profiles use {}    uses it where none is named",
            quote(name.as_ref())
        ));
    }
    Ok(())
}

/// Address and key, from flags, the environment, or a person.
fn asked(app: &App, args: &InitArgs) -> Result<(String, Secret)> {
    let asks = !args.yes && std::io::stdin().is_terminal() && app.printer.has_reader();
    let url = match &app.wish().url {
        Some(url) => url.clone(),
        None if asks => ask::line("address of the server", HERE)?,
        None => {
            return Err(
                Failure::usage("`rgrid init` wants the address of the server")
                    .hint("rgrid init --yes --url URL < key.txt"),
            );
        }
    };
    let url = profile::checked(&url)?;
    let key = match &app.wish().key {
        Some(key) => key.clone(),
        None if asks => ask::secret("API key (not shown)")?,
        None => piped()?,
    };
    Ok((url, key))
}

/// The key on standard input, where it is not a terminal.
fn piped() -> Result<Secret> {
    let mut text = String::new();
    if !std::io::stdin().is_terminal() {
        std::io::stdin()
            .take(4_096)
            .read_to_string(&mut text)
            .map_err(|error| Failure::local(format!("cannot read the key: {error}")))?;
    }
    match text.trim() {
        "" => Err(Failure::usage("`rgrid init` wants an API key")
            .hint("set RGRID_API_KEY, or pipe it in: rgrid init --yes --url URL < key.txt")),
        key => Ok(Secret::new(key)),
    }
}
