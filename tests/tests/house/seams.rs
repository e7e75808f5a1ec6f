//! Borders inside the control plane that no compiler draws.

use crate::files;

/// R-H3: handlers and decisions are free of SQL.
#[test]
fn handlers_and_decisions_hold_no_sql() {
    let inner = ["control-plane/src/http", "control-plane/src/domain"];
    files::refuse(
        "SQL lives in control-plane/src/db",
        &mentions(&inner, &["sqlx::"]),
    );
}

#[test]
fn decisions_do_no_io() {
    let words = [
        "tokio::",
        "std::fs",
        "std::net",
        "reqwest::",
        "async fn",
        "axum::",
    ];
    files::refuse(
        "domain is pure",
        &mentions(&["control-plane/src/domain"], &words),
    );
}

/// Lines of product code below `places` in which one of the words stands.
fn mentions(places: &[&str], words: &[&str]) -> Vec<String> {
    files::rust()
        .into_iter()
        .filter(|(file, _)| places.iter().any(|place| below(file, place)) && !files::is_test(file))
        .flat_map(|(file, text)| offending(&file, &text, words))
        .collect()
}

fn below(file: &str, place: &str) -> bool {
    file.strip_prefix(place)
        .is_some_and(|rest| rest.starts_with('/') || rest == ".rs")
}

fn offending(file: &str, text: &str, words: &[&str]) -> Vec<String> {
    text.lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .filter(|line| words.iter().any(|word| line.contains(word)))
        .map(|line| format!("{file}: {}", line.trim()))
        .collect()
}
