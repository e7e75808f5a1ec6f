//! The dependency graph as cargo resolves it for this machine, read once per test.

use std::process::Command;

use serde_json::Value;

/// Every package of the workspace and of its dependencies.
pub(crate) fn packages() -> Vec<Value> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let told = Command::new(cargo)
        .args([
            "metadata",
            "--locked",
            "--format-version=1",
            "--filter-platform",
            &host(),
        ])
        .current_dir(crate::files::root())
        .output()
        .expect("cargo starts");
    assert!(
        told.status.success(),
        "cargo metadata: {}",
        String::from_utf8_lossy(&told.stderr)
    );
    let graph: Value = serde_json::from_slice(&told.stdout).expect("cargo metadata is JSON");
    graph["packages"]
        .as_array()
        .expect("a list of packages")
        .clone()
}

/// The packages of our own workspace.
pub(crate) fn ours() -> Vec<Value> {
    packages()
        .into_iter()
        .filter(|package| package["source"].is_null())
        .collect()
}

/// A text field, empty when it is not there.
pub(crate) fn field(value: &Value, name: &str) -> String {
    value[name].as_str().unwrap_or_default().to_owned()
}

fn host() -> String {
    let told = Command::new("rustc")
        .arg("-vV")
        .output()
        .expect("rustc starts");
    let told = String::from_utf8_lossy(&told.stdout).into_owned();
    let line = told.lines().find_map(|line| line.strip_prefix("host: "));
    line.expect("rustc names its host").to_owned()
}
