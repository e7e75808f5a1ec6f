//! Arguments that name files which are not here.

use std::path::Path;

use super::super::RunArgs;
use crate::hint;

/// The arguments that look like files, are not here, and that the last lines of a failed script name
/// as missing; the others are probably what the script makes.
pub(in super::super) fn absent_in<'a>(tail: &str, args: &'a RunArgs, cwd: &Path) -> Vec<&'a str> {
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
