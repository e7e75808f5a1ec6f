//! Refused: words that the command line does not have, said in our own: what is wrong, and what was probably meant.

use std::{error::Error, ffi::OsString};

use clap::{
    Command,
    error::{ContextKind, ContextValue, ErrorKind},
};

use crate::{exit::Failure, hint::did_you_mean};

/// What is wrong with the words `raw`.
#[must_use]
pub fn refused(raw: &[OsString], error: &clap::Error) -> Failure {
    let tree = command(raw);
    let command = tree.get_bin_name().unwrap_or("rgrid").to_owned();
    let failure = Failure::usage(message(error, &command).unwrap_or_else(|| first_line(error)));
    let meant = [
        ContextKind::SuggestedArg,
        ContextKind::SuggestedSubcommand,
        ContextKind::SuggestedValue,
    ]
    .into_iter()
    .find_map(|kind| text(error, kind));
    let meant = text(error, ContextKind::InvalidSubcommand)
        .and_then(|word| did_you_mean(&word, tree.get_subcommands().map(Command::get_name)))
        .map(str::to_owned)
        .or(meant);
    match (meant, error.kind()) {
        (Some(meant), ErrorKind::InvalidSubcommand) => failure.hint(format!("{command} {meant}")),
        (Some(meant), ErrorKind::InvalidValue) => {
            let arg = text(error, ContextKind::InvalidArg).unwrap_or_default();
            let before = flag(&arg).unwrap_or(&command);
            failure.hint(format!("{before} {meant}"))
        }
        (Some(meant), _) => failure.hint(meant),
        (None, ErrorKind::ValueValidation) if command == "rgrid keys revoke" => {
            failure.hint("rgrid keys list")
        }
        (None, _) => failure.hint(command.replacen("rgrid", "rgrid help", 1)),
    }
}

fn message(error: &clap::Error, command: &str) -> Option<String> {
    let arg = text(error, ContextKind::InvalidArg);
    let value = text(error, ContextKind::InvalidValue);
    #[expect(clippy::wildcard_enum_match_arm, reason = "the list of kinds is open")]
    match error.kind() {
        ErrorKind::InvalidSubcommand => {
            let word = text(error, ContextKind::InvalidSubcommand)?;
            Some(format!("there is no command `{word}`"))
        }
        ErrorKind::UnknownArgument => Some(match arg? {
            flag if flag.starts_with('-') => format!("`{command}` has no flag `{flag}`"),
            word => format!("`{word}` is one word too many for `{command}`"),
        }),
        ErrorKind::InvalidValue => {
            let all = text(error, ContextKind::ValidValue);
            let all = all.map_or(String::new(), |all| format!("; one of: {all}"));
            let arg = arg?;
            Some(match value.filter(|value| !value.is_empty()) {
                Some(value) => {
                    let before = flag(&arg).map_or(String::new(), |flag| format!("{flag}: "));
                    format!("{before}there is no `{value}`{all}")
                }
                None => format!("`{}` wants a value{all}", name(&arg)),
            })
        }
        ErrorKind::ValueValidation => {
            let why = error.source().map(ToString::to_string).unwrap_or_default();
            Some(format!("{} `{}`: {why}", name(&arg?), value?))
        }
        ErrorKind::MissingRequiredArgument => Some(format!("`{command}` wants {}", arg?)),
        ErrorKind::ArgumentConflict => {
            let other = text(error, ContextKind::PriorArg)?;
            Some(format!(
                "`{}` and `{}` cannot stand together",
                name(&arg?),
                name(&other)
            ))
        }
        _ => None,
    }
}

/// A flag without its value's name.
fn name(arg: &str) -> &str {
    arg.split(' ').next().unwrap_or(arg)
}

/// The same, if it is one that stands before its value.
fn flag(arg: &str) -> Option<&str> {
    arg.starts_with('-').then(|| name(arg))
}

fn text(error: &clap::Error, kind: ContextKind) -> Option<String> {
    let found = match error.get(kind)? {
        ContextValue::String(text) => Some(text.clone()),
        ContextValue::Strings(all) => Some(all.join(", ")),
        ContextValue::None
        | ContextValue::Bool(_)
        | ContextValue::StyledStr(_)
        | ContextValue::StyledStrs(_)
        | ContextValue::Number(_)
        | _ => None,
    };
    found.filter(|text| !text.is_empty())
}

fn first_line(error: &clap::Error) -> String {
    let text = error.render().to_string();
    let line = text.lines().next().unwrap_or_default();
    line.trim_start_matches("error: ").to_owned()
}

/// The command that the words name, as far as they do: `rgrid keys create`.
fn command(raw: &[OsString]) -> Command {
    let mut command = super::tree();
    command.build();
    let mut words = raw.iter().skip(1).filter_map(|word| word.to_str());
    while let Some(next) = words.find_map(|word| command.find_subcommand(word).cloned()) {
        command = next;
    }
    command
}
