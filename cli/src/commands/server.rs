//! `rgrid server`: the control plane alone, against any PostgreSQL and any S3 endpoint (R-O2).

use std::path::PathBuf;

use clap::{Args, Subcommand};
use rgrid_control_plane::{Config, bootstrap, config, db, telemetry};

use crate::{
    app::App,
    exit::{Failure, Result},
};

/// Flags of `rgrid server`.
#[derive(Debug, Clone, Args)]
pub struct ServerArgs {
    /// Read the settings from this TOML file; variables win over it
    #[arg(long, value_name = "FILE", env = "RGRID_SERVER_CONFIG", global = true)]
    pub config: Option<PathBuf>,
    /// What to do; serves when nothing is said
    #[command(subcommand)]
    pub verb: Option<Verb>,
}

/// What to do.
#[derive(Debug, Clone, Subcommand)]
pub enum Verb {
    /// Make an account, if there is none of that name, and a key for it
    CreateKey {
        /// The account's name
        account: String,
    },
}

/// Serves until SIGTERM or SIGINT, or makes a first key.
///
/// # Errors
/// A setting that is wrong; a database, store or address that cannot be used.
pub fn run(app: &mut App, args: &ServerArgs) -> Result<()> {
    let config = Config::load(args.config.as_deref(), config::environment)
        .map_err(|error| Failure::usage(error.to_string()).hint("docs/OPERATIONS.md"))?;
    match &args.verb {
        None => serve(app, config),
        Some(Verb::CreateKey { account }) => create_key(app, &config, account),
    }
}

fn serve(app: &mut App, config: Config) -> Result<()> {
    telemetry::init().map_err(|error| Failure::usage(error.to_string()))?;
    app.serve(async {
        let ended = rgrid_control_plane::run(config).await;
        ended.map_err(|error| Failure::local(error.to_string()))
    })
}

fn create_key(app: &mut App, config: &Config, account: &str) -> Result<()> {
    let made = app.block_on(async {
        let db = db::open(config)
            .await
            .map_err(|error| Failure::local(error.to_string()))?;
        let made = bootstrap(&db, account).await;
        db.close().await;
        made.map_err(|error| Failure::local(error.to_string()))
    });
    let (account, key) = made?;
    if app.printer.json {
        return app
            .printer
            .document(&serde_json::json!({ "account": account, "key": key }));
    }
    app.printer.note(format_args!(
        "key of account {account}; it is shown only now"
    ));
    app.printer.line(key.reveal())
}
