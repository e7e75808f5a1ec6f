//! How modules and tests are written: heads, names, and no waiting by the clock.

use crate::files;

#[test]
fn every_module_opens_with_what_it_owns() {
    let bare: Vec<String> = files::rust()
        .into_iter()
        .filter(|(file, _)| !file.ends_with("/tests.rs") && !is_test_part(file))
        .filter(|(_, text)| !text.trim_start().starts_with("//!"))
        .map(|(file, _)| file)
        .collect();
    files::refuse(
        "begin these with a `//!` line: what the module owns and what it does not",
        &bare,
    );
}

#[test]
fn a_module_is_never_called_mod_rs() {
    let found: Vec<String> = files::all()
        .into_iter()
        .filter(|file| file.ends_with("/mod.rs"))
        .collect();
    files::refuse("`job.rs` beside `job/`, not `job/mod.rs`", &found);
}

#[test]
fn no_test_is_switched_off() {
    files::refuse(
        "mend it or delete it",
        &lines_with(&[concat!("#[", "ignore")], |_| true),
    );
}

#[test]
fn no_test_sleeps() {
    let words = [concat!("thread::", "sleep"), concat!("time::", "sleep")];
    files::refuse(
        "wait for the event, or poll with a deadline",
        &lines_with(&words, |file| files::is_test(file) && !is_support(file)),
    );
}

#[test]
fn nothing_is_left_for_later() {
    let words = [
        concat!("todo", "!("),
        concat!("unimplemented", "!("),
        concat!("FIX", "ME"),
    ];
    files::refuse(
        "do it now or do not mention it",
        &lines_with(&words, |_| true),
    );
}

/// The lines of chosen Rust files in which one of the words stands.
fn lines_with(words: &[&str], wanted: impl Fn(&str) -> bool) -> Vec<String> {
    let mut found = Vec::new();
    for (file, text) in files::rust().into_iter().filter(|(file, _)| wanted(file)) {
        for (number, line) in (1..).zip(text.lines()) {
            if words.iter().any(|word| line.contains(word)) {
                found.push(format!("{file}:{number}: {}", line.trim()));
            }
        }
    }
    found
}

/// Whether the file is a part of a `tests.rs` beside it, as `job/tests/moves.rs`.
fn is_test_part(file: &str) -> bool {
    file.contains("/src/") && files::is_test(file)
}

/// Whether the file is where the functions live that poll with a deadline.
fn is_support(file: &str) -> bool {
    file.ends_with("/support.rs") || file.contains("/support/")
}
