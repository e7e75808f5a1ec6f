//! `rgrid config`: the defaults of flags, where they come from, and files for them.

mod list;

use std::path::PathBuf;

use clap::{Args, Subcommand};
use clap_complete::engine::ArgValueCandidates;

use crate::{
    app::App,
    completing,
    config::{self, Config, settings},
    exit::{Failure, Result, quote},
};

/// Flags of `rgrid config`.
#[derive(Debug, Clone, Args)]
#[command(before_help = EXAMPLES, after_help = AFTER)]
pub struct ConfigArgs {
    /// What to do.
    #[command(subcommand)]
    pub action: Action,
}

const EXAMPLES: &str = "Examples:
  rgrid config set run.memory 2G
  rgrid config set --project run.timeout 10m
  rgrid config list --origin";

const AFTER: &str = "A setting is the default of a flag: run.memory of `rgrid run --memory`. What is typed wins over a variable (RGRID_RUN_MEMORY), \
that over the project's file (.rgrid/config.toml, found upward from here), and that over yours (~/.rgrid/config.toml).
Every flag has such a variable: RGRID_, the command, the flag, as in RGRID_LOGS_TAIL; flags of every command leave the command \
out, as in RGRID_JSON.";

/// What to do with settings.
#[derive(Debug, Clone, Subcommand)]
pub enum Action {
    /// List all settings and what they are
    #[command(visible_alias = "ls")]
    List {
        /// Say where each value comes from
        #[arg(long)]
        origin: bool,
    },
    /// Print what a setting is
    Get {
        /// The setting, such as run.memory
        #[arg(add = ArgValueCandidates::new(completing::settings))]
        key: String,
    },
    /// Set a setting in your file, or in the project's
    Set {
        /// The setting, such as run.memory
        #[arg(add = ArgValueCandidates::new(completing::settings))]
        key: String,
        /// What it is from now on
        value: String,
        /// In the project's file, which is made here where there is none
        #[arg(long)]
        project: bool,
    },
    /// Take a setting out of your file, or out of the project's
    Unset {
        /// The setting, such as run.memory
        #[arg(add = ArgValueCandidates::new(completing::settings))]
        key: String,
        /// Out of the project's file
        #[arg(long)]
        project: bool,
    },
}

/// Does it.
///
/// # Errors
/// When there is no such setting, it does not take the value, or the file cannot be written.
pub fn run(app: &App, config: &Config, args: &ConfigArgs) -> Result<()> {
    match &args.action {
        Action::List { origin } => list::show(&app.printer, config, *origin),
        Action::Get { key } => get(app, config, key),
        Action::Set {
            key,
            value,
            project,
        } => {
            refuse(key, value, *project)?;
            write(app, key, Some(value), *project)
        }
        Action::Unset { key, project } => {
            settings::find(key).ok_or_else(|| config::unknown(key))?;
            write(app, key, None, *project)
        }
    }
}

fn get(app: &App, config: &Config, key: &str) -> Result<()> {
    settings::find(key).ok_or_else(|| config::unknown(key))?;
    let found = config.found(key);
    if app.printer.json {
        return app.printer.document(&list::document(key, found));
    }
    match found {
        Some((value, _)) => app.printer.line(value),
        None => Err(Failure::not_found(format!("{key} is not set"))
            .hint(format!("rgrid config set {key} VALUE"))),
    }
}

fn refuse(key: &str, value: &str, project: bool) -> Result<()> {
    settings::find(key).ok_or_else(|| config::unknown(key))?;
    if let Some(failure) = config::refuses(key, value) {
        return Err(failure);
    }
    let refused = settings::refused_in_a_project(key, value).filter(|_| project);
    refused.map_or(Ok(()), |why| Err(Failure::usage(format!("{key}: {why}"))))
}

fn write(app: &App, key: &str, value: Option<&str>, project: bool) -> Result<()> {
    let path = file(project)?;
    config::write::set(&path, key, value)?;
    if app.printer.json {
        let file = path.display().to_string();
        let set = serde_json::json!({ "key": key, "value": value, "file": file });
        return app.printer.document(&set);
    }
    let now = value.map_or("not set".to_owned(), |value| quote(value.as_ref()));
    app.printer
        .tell(format_args!("{key} is {now} in {}", quote(&path)));
    // Who is not heard must be told by whom.
    if let Ok(config) = Config::load()
        && let Some((found, origin)) = config.found(key)
        && Some(found) != value
    {
        app.printer.warn(format_args!(
            "{origin} wins over it, with {}",
            quote(found.as_ref())
        ));
    }
    Ok(())
}

fn file(project: bool) -> Result<PathBuf> {
    if !project {
        return Ok(crate::profile::home()?.join(config::FILE));
    }
    let cwd = std::env::current_dir()
        .map_err(|error| Failure::local(format!("cannot tell the current directory: {error}")))?;
    Ok(config::upward(&cwd).unwrap_or_else(|| cwd.join(".rgrid").join(config::FILE)))
}
