//! `rgrid tui`: everything on one screen.

use std::{path::PathBuf, sync::Arc};

use clap::{ArgAction, Args, ValueEnum};
use rgrid_tui::{Keymap, Look, Options, theme::Palette};

use crate::{
    app::App,
    exit::{Failure, Result},
    home::Downloads,
};

/// Flags of `rgrid tui`.
#[derive(Debug, Clone, Args)]
#[command(
    before_help = "Examples:\n  rgrid tui\n  rgrid tui --readonly\n  rgrid tui --record session.sh",
    after_help = "`?` shows all keys, `:` finds an action by its name, `y` copies the command line that does the same, `q` leaves; jobs go on.\n\
    Other keys: `rgrid config set tui.keys cancel=X,quit=Q`; the names are those of `?`."
)]
pub struct TuiArgs {
    /// Colours
    #[arg(long, value_enum, default_value_t, value_name = "NAME")]
    pub theme: Theme,
    /// Draw only ASCII
    #[arg(long, num_args = 0..=1, require_equals = true, default_missing_value = "true", default_value = "false", action = ArgAction::Set, value_name = "BOOL", hide_default_value = true, hide_possible_values = true)]
    pub ascii: bool,
    /// Change nothing: no cancel, no retry, no download
    #[arg(long, num_args = 0..=1, require_equals = true, default_missing_value = "true", default_value = "false", action = ArgAction::Set, value_name = "BOOL", hide_default_value = true, hide_possible_values = true)]
    pub readonly: bool,
    /// Click and scroll; `M` leaves the mouse to the terminal
    #[arg(long, num_args = 0..=1, require_equals = true, default_missing_value = "true", default_value = "true", action = ArgAction::Set, value_name = "BOOL", hide_possible_values = true)]
    pub mouse: bool,
    /// Keys of actions, such as cancel=X,quit=Q
    #[arg(long, value_name = "KEYS", default_value = "", hide_default_value = true, value_parser = keys)]
    pub keys: Keys,
    /// Write what is looked at and done as a shell script
    #[arg(long, value_name = "FILE")]
    pub record: Option<PathBuf>,
}

/// Keys that can be read.
#[derive(Debug, Clone)]
pub struct Keys(Keymap);

fn keys(text: &str) -> Result<Keys, String> {
    Keymap::parse(text).map(Keys)
}

/// Colours.
#[derive(Debug, Clone, Copy, Default, ValueEnum)]
pub enum Theme {
    /// For dark backgrounds
    #[default]
    Dark,
    /// For light backgrounds
    Light,
    /// Only the strongest contrasts
    HighContrast,
    /// No colour
    Plain,
}

impl Theme {
    /// Without colour when that is asked for.
    fn palette(self, coloured: bool) -> Palette {
        match self {
            _ if !coloured => Palette::Plain,
            Self::Dark => Palette::Dark,
            Self::Light => Palette::Light,
            Self::HighContrast => Palette::HighContrast,
            Self::Plain => Palette::Plain,
        }
    }
}

/// Shows it until it is left.
///
/// # Errors
/// When no server is known, and without a terminal.
pub fn run(app: &App, args: &TuiArgs) -> Result<()> {
    if app.printer.json {
        return Err(Failure::usage("the dashboard is no document")
            .hint("rgrid list --json    and the other commands are"));
    }
    let target = app.target()?;
    let place = match &target.profile {
        Some(profile) => format!("{profile}  {}", target.url),
        None => target.url.clone(),
    };
    let options = Options {
        client: app.client()?,
        place,
        look: Look {
            palette: args.theme.palette(app.printer.paint().is_on()),
            ascii: args.ascii,
        },
        readonly: args.readonly,
        mouse: args.mouse,
        keymap: args.keys.0.clone(),
        record: args.record.clone(),
        home: Arc::new(Downloads::default()),
    };
    app.block_on(async {
        rgrid_tui::run(options)
            .await
            .map_err(|error| failure(&error))
    })
}

fn failure(error: &rgrid_tui::Error) -> Failure {
    let failure = Failure::local(error.to_string());
    match error {
        rgrid_tui::Error::NoTerminal => failure.hint("rgrid list    shows jobs without a terminal"),
        rgrid_tui::Error::Terminal(_) | rgrid_tui::Error::Record(..) => failure,
    }
}
