//! `rgrid profiles`: the servers that are known here, and which one is used.

use clap::{Args, Subcommand};
use clap_complete::engine::ArgValueCandidates;

use crate::{
    app::App,
    completing,
    exit::{Failure, Result},
    hint::did_you_mean,
    profile::{self, Credentials},
    table,
};

/// Flags of `rgrid profiles`.
#[derive(Debug, Clone, Args)]
#[command(
    after_help = "`rgrid init` makes one. --profile NAME, RGRID_PROFILE or the setting `profile` picks another for a command."
)]
pub struct ProfilesArgs {
    /// What to do; lists them when nothing is said
    #[command(subcommand)]
    pub action: Option<Action>,
}

/// What to do with profiles.
#[derive(Debug, Clone, Subcommand)]
pub enum Action {
    /// List them; keys are not shown
    #[command(visible_alias = "ls")]
    List,
    /// Use this one where none is named
    Use {
        /// Its name
        #[arg(add = ArgValueCandidates::new(completing::profiles))]
        name: String,
    },
    /// Forget this one and its key
    #[command(visible_alias = "rm")]
    Remove {
        /// Its name
        #[arg(add = ArgValueCandidates::new(completing::profiles))]
        name: String,
    },
}

/// Does it.
///
/// # Errors
/// When there is no such profile, or the file cannot be read or written.
pub fn run(app: &App, args: &ProfilesArgs) -> Result<()> {
    let home = profile::home()?;
    let mut credentials = Credentials::load(&home)?;
    match &args.action {
        None | Some(Action::List) => list(app, &credentials),
        Some(Action::Use { name }) => {
            find(&credentials, name)?;
            credentials.default = Some(name.clone());
            credentials.save(&home)?;
            done(app, name, "used from now on")
        }
        Some(Action::Remove { name }) => {
            find(&credentials, name)?;
            credentials.profiles.remove(name);
            credentials.default = credentials.default.filter(|default| default != name);
            credentials.save(&home)?;
            done(app, name, "forgotten; `rgrid keys revoke` ends its key")
        }
    }
}

fn find(credentials: &Credentials, name: &str) -> Result<()> {
    if credentials.profiles.contains_key(name) {
        return Ok(());
    }
    let known = credentials.profiles.keys().map(String::as_str);
    let failure = Failure::not_found(format!("there is no profile `{}`", name.escape_debug()));
    Err(failure.hint(did_you_mean(name, known).unwrap_or("rgrid profiles")))
}

fn done(app: &App, name: &str, what: &str) -> Result<()> {
    if app.printer.json {
        return app
            .printer
            .document(&serde_json::json!({ "profile": name }));
    }
    app.printer.tell(format_args!("profile `{name}` is {what}"));
    Ok(())
}

fn list(app: &App, credentials: &Credentials) -> Result<()> {
    let is_default = |name: &str| credentials.default.as_deref() == Some(name);
    if app.printer.json {
        let one = |(name, profile): (&String, &profile::Profile)| serde_json::json!({ "name": name, "url": profile.url, "default": is_default(name) });
        let all: Vec<_> = credentials.profiles.iter().map(one).collect();
        return app
            .printer
            .document(&serde_json::json!({ "profiles": all }));
    }
    if credentials.profiles.is_empty() {
        app.printer
            .note("there are none yet; `rgrid up` or `rgrid init` makes one");
        return Ok(());
    }
    let rows = credentials.profiles.iter().map(|(name, profile)| {
        let mark = if is_default(name) { "default" } else { "" };
        vec![
            table::plain(name),
            mark.to_owned(),
            table::plain(&profile.url),
        ]
    });
    let rows: Vec<_> = rows.collect();
    table::print_fitting(&app.printer, &["PROFILE", "", "SERVER"], rows, &[])
}
