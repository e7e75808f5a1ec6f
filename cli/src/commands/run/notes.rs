//! Notes: slips that are no errors, told to a person before a run begins or after it failed.

#[cfg(test)]
mod tests;

use std::{fs, path::Path};

use clap::CommandFactory;

use super::RunArgs;
use crate::{args::Cli, exit::quote, hint, printer::Printer};

/// Larger files are not looked into for flags of their own.
const LARGEST_SCRIPT: u64 = 1 << 20;

/// Tells what is probably not meant.
pub(super) fn tell(printer: &Printer, args: &RunArgs, cwd: &Path) {
    let flags = misplaced(args, cwd);
    if !flags.is_empty() {
        let script = args.words.first().map_or("", String::as_str);
        printer.note(format_args!(
            "{} stands after {}, so it is the script's; flags of rgrid stand before it",
            flags.join(" "),
            quote(script.as_ref()),
        ));
    }
}

/// The flags of ours that stand after the script, unless it knows them too.
fn misplaced<'a>(args: &'a RunArgs, cwd: &Path) -> Vec<&'a str> {
    let Some((script, words)) = args.words.split_first().filter(|_| !args.plain) else {
        return Vec::new();
    };
    let mut rgrid = Cli::command();
    rgrid.build();
    let ours: Vec<String> = rgrid
        .find_subcommand("run")
        .into_iter()
        .flat_map(clap::Command::get_arguments)
        .filter_map(|arg| arg.get_long().map(|long| format!("--{long}")))
        .collect();
    let flag = |word: &'a String| word.split('=').next().unwrap_or(word);
    let mut found: Vec<&str> = words
        .iter()
        .take_while(|word| *word != "--")
        .map(flag)
        .filter(|word| ours.iter().any(|ours| ours == word))
        .collect();
    if !found.is_empty() {
        let text = script_text(&cwd.join(script));
        found.retain(|flag| !text.contains(flag));
    }
    found
}

fn script_text(path: &Path) -> String {
    let small = fs::metadata(path).is_ok_and(|meta| meta.len() <= LARGEST_SCRIPT);
    let bytes = if small {
        fs::read(path)
    } else {
        return String::new();
    };
    String::from_utf8_lossy(&bytes.unwrap_or_default()).into_owned()
}

/// The arguments that look like files, are not here, and that the last lines of a failed script name
/// as missing; the others are probably what the script makes.
pub(super) fn absent_in<'a>(tail: &str, args: &'a RunArgs, cwd: &Path) -> Vec<&'a str> {
    let missing = |word: &&str| {
        tail.lines()
            .any(|line| hint::says_missing(line) && line.contains(*word))
    };
    let words = args.words.iter().skip(1).map(String::as_str);
    words
        .filter(|word| looks_like_a_file(word) && !cwd.join(word).exists())
        .filter(missing)
        .collect()
}

/// Whether a word reads like the name of a file: `data/in`, `in.csv`; not `-x`, `1.5`, `http://x`.
fn looks_like_a_file(word: &str) -> bool {
    if word.starts_with('-') || word.contains("://") || word.contains(['{', '*', '\n', '=']) {
        return false;
    }
    let end = word.rsplit_once('.').map_or("", |(_, end)| end);
    let is_end = (1..=5).contains(&end.len())
        && end.chars().all(|c| c.is_ascii_alphanumeric())
        && end.starts_with(|c: char| c.is_ascii_alphabetic());
    word.contains('/') || is_end
}
