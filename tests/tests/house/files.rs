//! The files of the repository as git sees them: tracked, or new and not ignored.

use std::path::{Path, PathBuf};
use std::process::Command;

/// The folder that holds the workspace.
pub(crate) fn root() -> PathBuf {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    tests
        .parent()
        .expect("the test crate lies in the workspace")
        .to_path_buf()
}

/// Every file of the repository, relative to the root.
pub(crate) fn all() -> Vec<String> {
    let listed = Command::new("git")
        .args([
            "ls-files",
            "-z",
            "--cached",
            "--others",
            "--exclude-standard",
        ])
        .current_dir(root())
        .output()
        .expect("git is installed");
    assert!(
        listed.status.success(),
        "git ls-files: {}",
        String::from_utf8_lossy(&listed.stderr)
    );
    let mut files: Vec<String> = String::from_utf8_lossy(&listed.stdout)
        .split('\0')
        .filter(|file| root().join(file).is_file())
        .map(ToOwned::to_owned)
        .collect();
    files.dedup();
    files
}

/// The Rust files of the repository with their text.
pub(crate) fn rust() -> Vec<(String, String)> {
    let files = all()
        .into_iter()
        .filter(|file| Path::new(file).extension() == Some("rs".as_ref()));
    files.map(|file| (file.clone(), text(&file))).collect()
}

/// The text of one file.
pub(crate) fn text(file: &str) -> String {
    std::fs::read_to_string(root().join(file)).expect("a text file is UTF-8")
}

/// Whether the file holds only tests.
pub(crate) fn is_test(file: &str) -> bool {
    file.ends_with("/tests.rs") || (file.contains("/tests/") && !file.starts_with("tests/src/"))
}

/// Fails with one line per offender.
pub(crate) fn refuse(rule: &str, offenders: &[String]) {
    assert!(
        offenders.is_empty(),
        "{rule}:\n  {}",
        offenders.join("\n  ")
    );
}
