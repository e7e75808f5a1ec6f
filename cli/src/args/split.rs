//! Whose flags are whose: what stands after the script belongs to the script, until `--batch`.

use std::ffi::OsString;

use clap::{FromArgMatches, error::ErrorKind, parser::ValueSource};

use super::{Cli, Command};
use crate::config::{self, Config};

/// Reads the words of the command line; what is not typed is as `config` has it.
///
/// # Errors
/// What clap has to say: help, the version, or what is wrong.
pub fn parse(raw: &[OsString], config: &Config) -> Result<Cli, clap::Error> {
    let mut cli = read(raw, config)?;
    let Some((words, plain)) = script(&mut cli.command) else {
        return Ok(cli);
    };
    let tail = words.len();
    let before = raw.len().saturating_sub(tail);
    let (front, back) = raw.split_at_checked(before).unwrap_or((raw, &[]));
    *plain = tail > 0 && front.last().is_some_and(|word| word == "--");
    if *plain {
        return Ok(cli);
    }
    let own_flags = back
        .iter()
        .skip(1)
        .take_while(|word| *word != "--")
        .position(|word| word == "--batch" || word.to_string_lossy().starts_with("--batch="));
    let Some(at) = own_flags else { return Ok(cli) };
    let (typed, flags) = back
        .split_at_checked(at.saturating_add(1))
        .unwrap_or((back, &[]));
    let again: Vec<_> = front.iter().chain(flags).cloned().collect();
    let mut cli = read(&again, config)?;
    if let Some((words, _)) = script(&mut cli.command) {
        if !words.is_empty() {
            let message = "the script and its arguments come before --batch and its files";
            return Err(super::tree().error(ErrorKind::UnknownArgument, message));
        }
        *words = typed
            .iter()
            .map(|word| word.to_string_lossy().into_owned())
            .collect();
    }
    Ok(cli)
}

/// The words of a script, and whether `--` stood in front of them.
fn script(command: &mut Command) -> Option<(&mut Vec<String>, &mut bool)> {
    if let Command::Run(run) = command {
        Some((&mut run.words, &mut run.plain))
    } else if let Command::Estimate(args) = command {
        Some((&mut args.words, &mut args.plain))
    } else {
        None
    }
}

fn read(raw: &[OsString], config: &Config) -> Result<Cli, clap::Error> {
    let matches = config::applied(super::tree(), config).try_get_matches_from(raw)?;
    let mut cli = Cli::from_arg_matches(&matches)?;
    if let (Command::Run(run), Some(of_run)) = (&mut cli.command, matches.subcommand_matches("run"))
    {
        let typed =
            |id: &&clap::Id| of_run.value_source(id.as_str()) == Some(ValueSource::CommandLine);
        run.typed = of_run
            .ids()
            .filter(typed)
            .map(ToString::to_string)
            .collect();
    }
    Ok(cli)
}
