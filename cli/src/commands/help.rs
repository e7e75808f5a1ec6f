//! `rgrid help`: the pages of the commands, and the exit codes.

use std::path::{Path, PathBuf};

use clap::Args;
use rgrid_shared::error::exit::TABLE;

use crate::{
    app::App,
    args,
    exit::{Failure, Result, quote},
    hint::did_you_mean,
};

/// Flags of `rgrid help`.
#[derive(Debug, Clone, Args)]
pub struct HelpArgs {
    /// A command, or `exit-codes`
    pub topic: Vec<String>,
    /// Write the manual pages of all commands into this folder, for `man`
    #[arg(long, value_name = "FOLDER", conflicts_with = "topic")]
    pub man: Option<PathBuf>,
}

/// Prints the page.
///
/// # Errors
/// When there is no such topic.
pub fn run(app: &App, asked: &HelpArgs) -> Result<()> {
    if let Some(folder) = &asked.man {
        return manual(app, folder);
    }
    if matches!(asked.topic.as_slice(), [topic] if topic == "exit-codes") {
        return exit_codes(app);
    }
    let mut command = args::tree();
    command.build();
    let mut page = &mut command;
    for word in &asked.topic {
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

/// Writes `rgrid.1`, `rgrid-run.1` and so on.
fn manual(app: &App, folder: &Path) -> Result<()> {
    let fail = |error| Failure::file("write", folder, &error);
    std::fs::create_dir_all(folder).map_err(fail)?;
    clap_mangen::generate_to(args::with_examples_last(args::tree()), folder).map_err(fail)?;
    if app.printer.json {
        return app
            .printer
            .document(&serde_json::json!({ "folder": folder.display().to_string() }));
    }
    let shown = quote(&folder.join("rgrid.1"));
    app.printer
        .tell(format_args!("man {shown}    shows the first"));
    Ok(())
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
