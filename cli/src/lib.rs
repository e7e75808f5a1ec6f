//! The commands of `rgrid`: words for people over the API client.
//!
//! Owns the command line, what is read from and written to this machine, and how things are said.
//! Knows no database, no storage and no container engine.

pub mod app;
pub mod args;
pub mod attach;
pub mod commands;
pub mod completing;
pub mod config;
pub mod exit;
pub mod hint;
pub mod home;
pub mod ids;
#[cfg(feature = "local")]
pub mod local;
pub mod plan;
pub mod printer;
pub mod profile;
pub mod progress;
pub mod receipt;
pub mod runtimes;
pub mod send;
pub mod table;
pub mod values;

use std::{ffi::OsString, process::ExitCode};

use clap::error::ErrorKind;
use rgrid_shared::error::exit as codes;

use app::App;
use args::Command;
use config::Config;
use exit::{Failure, Result};
use printer::{Printer, color::ColorWhen};

/// Runs the command line `raw`, of which the first word is the program, and says how it ended.
#[must_use]
pub fn main(raw: &[OsString]) -> ExitCode {
    if commands::completions::answered() {
        return ExitCode::SUCCESS;
    }
    let (config, broken) = match Config::load() {
        Ok(config) => (config, None),
        Err(failure) => (Config::default(), Some(failure)),
    };
    let cli = match args::parse(raw, &config) {
        Ok(cli) => cli,
        Err(error) => return refused(raw, &error, &config),
    };
    let mut app = App::new(&cli.globals);
    for text in &config.aside {
        app.printer.warn(text);
    }
    match usable(broken, &cli.command).and_then(|()| dispatch(&mut app, &config, &cli.command)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            app.printer.failure(&failure);
            ExitCode::from(failure.exit)
        }
    }
}

/// A file of settings that cannot be used stops all but the commands that explain.
fn usable(broken: Option<Failure>, command: &Command) -> Result<()> {
    let explains = matches!(command, Command::Help(_) | Command::Completions(_));
    broken.filter(|_| !explains).map_or(Ok(()), Err)
}

fn dispatch(app: &mut App, config: &Config, command: &Command) -> Result<()> {
    match command {
        Command::Run(args) => commands::run::run(app, args),
        Command::Estimate(args) => commands::estimate::run(app, args),
        Command::Status(args) => commands::status::run(app, args),
        Command::List(args) => commands::list::run(app, args),
        Command::Attach(args) => commands::attach::run(app, args),
        Command::Why(args) => commands::why::run(app, args),
        Command::Logs(args) => commands::logs::run(app, args),
        Command::Outputs(args) => commands::outputs::run(app, args),
        Command::Download(args) => commands::download::run(app, args),
        Command::Failures(args) => commands::failures::run(app, args),
        Command::Cancel(args) => commands::cancel::run(app, args),
        Command::Retry(args) => commands::retry::run(app, args),
        Command::Cost(args) => commands::cost::run(app, args),
        Command::Tui(args) => commands::tui::run(app, args),
        Command::Keys(args) => commands::keys::run(app, args),
        Command::Init(args) => commands::init::run(app, args),
        Command::Profiles(args) => commands::profiles::run(app, args),
        Command::Config(args) => commands::config::run(app, config, args),
        Command::Doctor(args) => commands::doctor::run(app, args),
        Command::Nodes(args) => commands::nodes::run(app, args),
        Command::Runtimes(args) => commands::runtimes::run(app, args),
        #[cfg(feature = "local")]
        Command::Up(args) => commands::up::run(app, args),
        #[cfg(feature = "local")]
        Command::Down(args) => commands::down::run(app, args),
        #[cfg(feature = "local")]
        Command::Server(args) => commands::server::run(app, args),
        #[cfg(feature = "local")]
        Command::Runner(args) => commands::runner::run(app, args),
        Command::Api(args) => commands::api::run(app, args),
        Command::Completions(args) => commands::completions::run(app, args),
        Command::Help(args) => commands::help::run(app, args),
    }
}

/// What clap has to say: help and version are answers, the rest is a usage failure.
fn refused(raw: &[OsString], error: &clap::Error, config: &Config) -> ExitCode {
    let is_help = error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand;
    let json = raw.iter().any(|word| word == "--json") || config.says("json");
    let printer = Printer::new(json, false, ColorWhen::default());
    if is_help && json {
        printer.failure(&Failure::usage("a command is missing").hint("rgrid help"));
        return ExitCode::from(codes::USAGE);
    }
    if is_help || !error.use_stderr() {
        // A closed pipe is all that can happen here, and nobody is left to tell.
        let _closed = error.print();
        return if is_help {
            ExitCode::from(codes::USAGE)
        } else {
            ExitCode::SUCCESS
        };
    }
    let blamed = config::blame(config);
    printer.failure(&blamed.unwrap_or_else(|| args::refused(raw, error)));
    ExitCode::from(codes::USAGE)
}
