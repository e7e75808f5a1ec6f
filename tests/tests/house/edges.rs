//! Who may know whom: the edges between our crates, and which crate may use which large library.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::files;
use crate::graph::{field, ours};

/// Our crates and those of ours that they may link.
const MAY_KNOW: [(&str, &[&str]); 7] = [
    ("rgrid-shared", &[]),
    ("rgrid-control-plane", &["rgrid-shared"]),
    ("rgrid-init", &[]),
    ("rgrid-tui", &["rgrid-shared"]),
    ("rgrid-runner", &["rgrid-shared", "rgrid-init"]),
    (
        "rgrid",
        &[
            "rgrid-shared",
            "rgrid-tui",
            "rgrid-control-plane",
            "rgrid-runner",
        ],
    ),
    (
        "rgrid-tests",
        &[
            "rgrid",
            "rgrid-shared",
            "rgrid-control-plane",
            "rgrid-runner",
        ],
    ),
];

/// Libraries that only these of our crates may link; tests of others may not either.
const OWNERS: [(&str, &[&str]); 8] = [
    ("sqlx", &["rgrid-control-plane"]),
    ("s3s", &["rgrid-control-plane"]),
    ("aws-sdk-s3", &["rgrid-control-plane"]),
    ("axum", &["rgrid-control-plane", "rgrid-runner"]),
    ("bollard", &["rgrid-runner"]),
    ("clap", &["rgrid"]),
    ("ratatui", &["rgrid-tui"]),
    ("crossterm", &["rgrid-tui"]),
];

fn dependencies(package: &Value) -> Vec<Value> {
    package["dependencies"]
        .as_array()
        .expect("a list of dependencies")
        .clone()
}

#[test]
fn our_crates_know_only_whom_they_may() {
    let mut wrong = Vec::new();
    for package in ours() {
        let name = field(&package, "name");
        let Some((_, allowed)) = MAY_KNOW.iter().find(|(known, _)| *known == name) else {
            wrong.push(format!("{name} is not in the table of this test"));
            continue;
        };
        for other in dependencies(&package)
            .iter()
            .map(|edge| field(edge, "name"))
        {
            let ours = MAY_KNOW.iter().any(|(known, _)| *known == other);
            if ours && !allowed.contains(&other.as_str()) && other != name {
                wrong.push(format!("{name} -> {other}"));
            }
        }
    }
    files::refuse("edges that docs/ARCHITECTURE.md does not have", &wrong);
}

#[test]
fn large_libraries_stay_with_their_owners() {
    let mut wrong = Vec::new();
    for package in ours() {
        let name = field(&package, "name");
        for other in dependencies(&package)
            .iter()
            .map(|edge| field(edge, "name"))
        {
            let owners = OWNERS.iter().find(|(library, _)| *library == other);
            if owners.is_some_and(|(_, owners)| !owners.contains(&name.as_str())) {
                wrong.push(format!("{name} -> {other}"));
            }
        }
    }
    files::refuse("ask the owner for a function instead", &wrong);
}

#[test]
fn the_command_line_knows_the_servers_only_behind_local() {
    let cli = ours()
        .into_iter()
        .find(|package| package["name"] == "rgrid")
        .expect("the cli");
    for edge in dependencies(&cli) {
        let name = field(&edge, "name");
        if edge["kind"].is_null() && ["rgrid-control-plane", "rgrid-runner"].contains(&&*name) {
            assert_eq!(
                edge["optional"], true,
                "{name} must be optional, switched on by `local`"
            );
        }
    }
    let local: BTreeSet<&str> = cli["features"]["local"]
        .as_array()
        .expect("the feature `local`")
        .iter()
        .filter_map(Value::as_str)
        .collect();
    assert!(local.is_superset(&["dep:rgrid-control-plane", "dep:rgrid-runner"].into()));
}
