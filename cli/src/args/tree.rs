//! Tree: all commands as clap knows them, each page with its examples first.

use clap::{Command, CommandFactory};

use super::Cli;

/// What a page is for, examples, usage, flags, and the rest.
const PAGE: &str =
    "{about-with-newline}\n{before-help}{usage-heading} {usage}\n\n{all-args}{after-help}";

/// All commands.
#[must_use]
pub fn tree() -> Command {
    paged(Cli::command())
}

fn paged(command: Command) -> Command {
    command.help_template(PAGE).mut_subcommands(paged)
}

/// The same for pages that have no place for examples but the last.
#[must_use]
pub fn with_examples_last(command: Command) -> Command {
    let examples = command.get_before_help().map(ToString::to_string);
    let rest = command.get_after_help().map(ToString::to_string);
    let last: Vec<_> = rest.into_iter().chain(examples).collect();
    let command = command.mut_subcommands(with_examples_last);
    if last.is_empty() {
        return command;
    }
    command.after_help(last.join("\n\n"))
}
