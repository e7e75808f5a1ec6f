//! The line of a log that names the error, without what differs from item to item.

use std::path::Path;

use crate::text;

/// So many lines from the end are looked at for one that names an error.
const LINES: usize = 30;
/// A longer line is cut.
const LONGEST: usize = 200;
/// What lines have that name an error.
const WORDS: [&str; 14] = [
    "error",
    "exception",
    "fatal",
    "panicked",
    "failed",
    "failure",
    "cannot",
    "can't",
    "could not",
    "no such",
    "not found",
    "denied",
    "invalid",
    "killed",
];

/// The last line that names an error, or the last one that says anything.
pub(super) fn error_line(tail: &str) -> Option<&str> {
    let lines = || tail.lines().rev().filter(|line| !line.trim().is_empty());
    let names = |line: &&str| {
        // A frame of a stack names what was called, not what went wrong.
        let frame = line.trim_start().starts_with("at ");
        let lower = line.to_lowercase();
        !frame && WORDS.iter().any(|word| lower.contains(word))
    };
    lines().take(LINES).find(names).or_else(|| lines().next())
}

/// A line without what differs between items that failed alike.
pub(super) fn alike(line: &str, name: Option<&str>) -> String {
    let mut text = uncoloured(line.trim());
    for own in name.map(names_of).unwrap_or_default() {
        text = text.replace(&own, "ITEM");
    }
    let words: Vec<_> = text.split_whitespace().map(unnumbered).collect();
    text::plain(&words.join(" "))
        .chars()
        .take(LONGEST)
        .collect()
}

/// The ways in which a line may name the item; the longest first.
fn names_of(name: &str) -> Vec<String> {
    let path = Path::new(name);
    let parts = [path.file_name(), path.file_stem()];
    let mut names = vec![name.to_owned()];
    names.extend(
        parts
            .into_iter()
            .flatten()
            .map(|part| part.to_string_lossy().into_owned()),
    );
    // `a` or `of` would be found in any word.
    names.retain(|name| name.contains('.') || name.chars().count() > 2);
    names
}

/// A word with `N` for each number in it; what is only hexadecimal digits, and long, is one.
fn unnumbered(word: &str) -> String {
    let bare = word.trim_matches(|c: char| !c.is_ascii_alphanumeric());
    let digits = bare.strip_prefix("0x").unwrap_or(bare);
    let address = bare.len() > digits.len();
    let long = digits.len() >= 8 && digits.contains(|c: char| c.is_ascii_digit());
    let hex = |c: char| c.is_ascii_hexdigit() || c == '-';
    if (address || long) && digits.chars().all(hex) {
        return word.replace(bare, "N");
    }
    let mut out = String::with_capacity(word.len());
    for c in word.chars() {
        if !c.is_ascii_digit() {
            out.push(c);
        } else if !out.ends_with('N') {
            out.push('N');
        }
    }
    out
}

/// A line without the colours in it.
fn uncoloured(line: &str) -> String {
    let mut parts = line.split("\u{1b}[");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let end = part.find(|c: char| c.is_ascii_alphabetic());
        let rest = end.and_then(|end| part.get(end.saturating_add(1)..));
        out.push_str(rest.unwrap_or_default());
    }
    out
}
