//! Flags of ours that stand where they are the script's.

use std::{fs, path::Path};

use super::super::RunArgs;
use crate::args::tree;

/// Larger files are not looked into for flags of their own.
const LARGEST_SCRIPT: u64 = 1 << 20;

/// The flags of ours that stand after the script, unless it knows them too.
pub(super) fn misplaced<'a>(args: &'a RunArgs, cwd: &Path) -> Vec<&'a str> {
    let Some((script, words)) = args.words.split_first().filter(|_| !args.plain) else {
        return Vec::new();
    };
    let mut rgrid = tree();
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
