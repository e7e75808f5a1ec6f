//! The numbered scenarios of `docs/RELIABILITY.md`: each has a test that carries its number, and no test is invented.

use std::collections::BTreeSet;

use crate::files;

/// The scenarios that this version holds.
const NUMBERS: [u8; 25] = [
    1, 2, 3, 6, 7, 8, 11, 12, 13, 14, 15, 16, 19, 20, 25, 26, 27, 28, 29, 30, 31, 32, 33, 36, 37,
];

const PAGE: &str = "docs/RELIABILITY.md";

/// Every function of the repository that is a test or could be one.
fn functions() -> BTreeSet<String> {
    let name = |line: &str| {
        let rest = line.trim_start();
        let rest = rest.strip_prefix("async ").unwrap_or(rest);
        let end = rest.find(['(', '<'])?;
        rest.strip_prefix("fn ")?;
        rest.get("fn ".len()..end).map(str::to_owned)
    };
    let all = files::rust().into_iter();
    all.flat_map(|(_, text)| text.lines().filter_map(name).collect::<Vec<_>>())
        .collect()
}

/// The sentences between backquotes: the names of tests.
fn named(text: &str) -> Vec<&str> {
    let words = text.split('`').skip(1).step_by(2);
    let is_sentence = |word: &&str| {
        word.matches('_').count() >= 3
            && word
                .chars()
                .all(|letter| letter.is_ascii_alphanumeric() || letter == '_')
            && !word.starts_with("RGRID")
    };
    words.filter(is_sentence).collect()
}

#[test]
fn every_test_that_the_page_on_reliability_names_exists() {
    let (page, functions) = (files::text(PAGE), functions());
    let invented: Vec<String> = named(&page)
        .into_iter()
        .filter(|name| !functions.contains(*name))
        .map(str::to_owned)
        .collect();
    files::refuse("tests that docs/RELIABILITY.md invents", &invented);
}

#[test]
fn every_scenario_has_a_row_and_a_test_that_carries_its_number() {
    let page = files::text(PAGE);
    let mut missing = Vec::new();
    for number in NUMBERS {
        let row = page
            .lines()
            .find(|line| line.starts_with(&format!("| {number} | ")));
        let prefix = format!("scenario_{number:02}_");
        if !row.is_some_and(|row| named(row).iter().any(|name| name.starts_with(&prefix))) {
            missing.push(format!("{number}: no row that names a test {prefix}…"));
        }
    }
    files::refuse("scenarios without a test", &missing);
}

#[test]
fn every_test_that_carries_a_number_stands_on_the_page() {
    let page = files::text(PAGE);
    let on_page: BTreeSet<&str> = named(&page).into_iter().collect();
    let absent: Vec<String> = functions()
        .into_iter()
        .filter(|name| name.starts_with("scenario_") && !on_page.contains(name.as_str()))
        .collect();
    files::refuse(
        "numbered tests that docs/RELIABILITY.md does not name",
        &absent,
    );
}
