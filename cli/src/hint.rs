//! Hints: what the user probably meant, and the next thing to type.
//!
//! Owns guesses from words and from a failed script's last lines. Does not print.

pub mod causes;
#[cfg(test)]
mod tests;

use std::path::Path;

/// The known word that `given` was probably meant to be.
pub fn did_you_mean<'a>(given: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let given = given.to_lowercase();
    let far = given.chars().count().div_ceil(3).max(1);
    known
        .into_iter()
        .map(|word| (steps(&given, &word.to_lowercase()), word))
        .filter(|&(steps, word)| steps <= far || word.starts_with(&given))
        .min_by_key(|&(steps, _)| steps)
        .map(|(_, word)| word)
}

/// How far a word is from another; letters in another order are one slip.
fn steps(given: &str, known: &str) -> usize {
    let sorted = |word: &str| {
        let mut letters: Vec<char> = word.chars().collect();
        letters.sort_unstable();
        letters
    };
    let mixed = given != known && sorted(given) == sorted(known);
    if mixed { 1 } else { distance(given, known) }
}

/// How many letters must be changed, added or removed.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, left) in a.chars().enumerate() {
        let mut next = Vec::with_capacity(row.len());
        next.push(i.saturating_add(1));
        for (pair, right) in row.windows(2).zip(&b) {
            let [diagonal, above] = pair else { continue };
            let before = next.last().copied().unwrap_or(0);
            let change = diagonal.saturating_add(usize::from(left != *right));
            next.push(
                change
                    .min(above.saturating_add(1))
                    .min(before.saturating_add(1)),
            );
        }
        row = next;
    }
    row.last().copied().unwrap_or(0)
}

/// The files that the last lines of a failed script miss, and that exist below `cwd`.
#[must_use]
pub fn missed_files(tail: &str, cwd: &Path, was_sent: impl Fn(&str) -> bool) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for line in tail.lines().filter(|line| says_missing(line)) {
        for name in names_in(line) {
            let name = name.strip_prefix("/work/").unwrap_or(&name);
            let name = name.strip_prefix("./").unwrap_or(name).to_owned();
            let new = !found.contains(&name) && !was_sent(&name);
            if new && name.len() > 1 && cwd.join(&name).exists() {
                found.push(name);
            }
        }
    }
    found
}

/// Whether a line says that something is missing.
#[must_use]
pub fn says_missing(line: &str) -> bool {
    [
        "No such file",
        "FileNotFoundError",
        "ENOENT",
        "not found",
        "does not exist",
        "No module named",
        "Cannot find module",
    ]
    .iter()
    .any(|words| line.contains(words))
}

/// What stands in quotes in a line, and its words without their punctuation.
fn names_in(line: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for mark in ['\'', '"', '`'] {
        names.extend(line.split(mark).skip(1).step_by(2).map(str::to_owned));
    }
    let trim = |word: &str| {
        word.trim_matches(|c: char| ":;,.()[]<>'\"`".contains(c))
            .to_owned()
    };
    names.extend(line.split_whitespace().map(trim));
    // `cat: my file.txt: No such file`: what stands between two colons.
    names.extend(line.split(": ").map(|part| part.trim().to_owned()));
    let module = line
        .split_once("No module named ")
        .map(|(_, name)| trim(name));
    if let Some(top) = module.as_deref().and_then(|name| name.split('.').next()) {
        names.push(format!("{top}.py"));
        names.push(top.to_owned());
    }
    names.retain(|name| !name.is_empty() && name != "." && name != "..");
    names
}
