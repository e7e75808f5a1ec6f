//! File length, and files that are there twice.

use std::collections::HashMap;

use crate::files;

const MOST_LINES: usize = 150;
// Shorter files, such as the `main.rs` of a few lines, may be alike by chance.
const FEWEST_LINES_OF_A_COPY: usize = 10;
const CODE: [&str; 9] = [
    ".rs", ".sql", ".sh", ".html", ".css", ".js", ".py", ".toml", ".yml",
];
const CODE_NAMES: [&str; 3] = ["Makefile", ".ci/run", "install.sh"];

fn is_code(file: &str) -> bool {
    CODE.iter().any(|ending| file.ends_with(ending)) || CODE_NAMES.contains(&file)
}

/// R-H2: no code file is longer than 150 lines.
#[test]
fn no_code_file_has_more_than_150_lines() {
    let long: Vec<String> = files::all()
        .into_iter()
        .filter(|file| is_code(file))
        .map(|file| (files::text(&file).lines().count(), file))
        .filter(|(lines, _)| *lines > MOST_LINES)
        .map(|(lines, file)| format!("{file}: {lines} lines"))
        .collect();
    files::refuse("find the noun that wants its own file", &long);
}

#[test]
fn no_code_file_is_a_copy_of_another() {
    let mut first: HashMap<String, String> = HashMap::new();
    let mut copies = Vec::new();
    for file in files::all().into_iter().filter(|file| is_code(file)) {
        let text = files::text(&file);
        if text.lines().count() < FEWEST_LINES_OF_A_COPY {
            continue;
        }
        match first.get(&text) {
            Some(other) => copies.push(format!("{file} is {other}")),
            None => drop(first.insert(text, file)),
        }
    }
    files::refuse("keep one and use it twice", &copies);
}
