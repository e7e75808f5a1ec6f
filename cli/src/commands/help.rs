//! `rgrid help`: the pages of the commands, and the exit codes.

use clap::{Args, CommandFactory};
use rgrid_shared::error::exit::TABLE;

use crate::{
    app::App,
    args::Cli,
    exit::{Failure, Result},
    hint::did_you_mean,
};

/// Flags of `rgrid help`.
#[derive(Debug, Clone, Args)]
pub struct HelpArgs {
    /// A command, or `exit-codes`
    pub topic: Vec<String>,
}

/// Prints the page.
///
/// # Errors
/// When there is no such topic.
pub fn run(app: &App, args: &HelpArgs) -> Result<()> {
    if matches!(args.topic.as_slice(), [topic] if topic == "exit-codes") {
        return exit_codes(app);
    }
    let mut command = Cli::command();
    command.build();
    let mut page = &mut command;
    for word in &args.topic {
        let names: Vec<String> = page
            .get_subcommands()
            .map(|known| known.get_name().to_owned())
            .collect();
        let Some(next) = page.find_subcommand_mut(word) else {
            let failure = Failure::usage(format!("there is no help on `{}`", word.escape_debug()));
            let close = did_you_mean(word, names.iter().map(String::as_str).chain(["exit-codes"]));
            return Err(failure.hint(format!("rgrid help {}", close.unwrap_or("exit-codes"))));
        };
        page = next;
    }
    let text = page.render_long_help().to_string();
    app.printer.line(text.trim_end())
}

fn exit_codes(app: &App) -> Result<()> {
    if app.printer.json {
        let codes: Vec<_> = TABLE
            .iter()
            .map(|(code, meaning)| serde_json::json!({ "code": code, "meaning": meaning }))
            .collect();
        return app.printer.document(&codes);
    }
    app.printer.line(
        "A single attached run exits with the script's own code; killed by signal N: 128+N.",
    )?;
    for (code, meaning) in TABLE {
        app.printer.line(format_args!("{code:>5}  {meaning}"))?;
    }
    Ok(())
}
