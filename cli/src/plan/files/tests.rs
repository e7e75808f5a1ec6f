use std::{ffi::OsStr, os::unix::ffi::OsStrExt};

use super::*;

fn folder() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("a"), "1").unwrap();
    fs::write(dir.path().join("b"), "2").unwrap();
    dir
}

#[test]
fn one_path_is_one_file() {
    let dir = folder();
    let (a, b) = (dir.path().join("a"), dir.path().join("b"));
    let mut files = Files::default();
    files.add("x", &a).unwrap();
    files.add("x", &a).unwrap();
    let detour = dir.path().join(".").join("a");
    files.add("x", &detour).unwrap();
    assert_eq!(files.0.len(), 1, "the same file by another way");
    let failure = files.add("x", &b).unwrap_err();
    assert!(
        failure.message.ends_with("would both be sent as x"),
        "{failure}"
    );
    assert_eq!(
        failure.hints,
        ["--input LOCAL:REMOTE gives one of them another name"]
    );
}

#[test]
fn what_is_no_file_or_may_not_travel_is_refused() {
    let dir = folder();
    let mut files = Files::default();
    let refused = |result: Result<()>| result.unwrap_err().message;
    assert!(refused(files.add("d", dir.path())).ends_with("is not a regular file"));
    assert!(refused(files.add("d", &dir.path().join("gone"))).starts_with("cannot read "));
    assert!(refused(files.add("../a", &dir.path().join("a"))).contains("cannot be sent: "));
    let name = Path::new(OsStr::from_bytes(b"\xff"));
    assert!(text(name).unwrap_err().message.contains("not UTF-8"));
}

#[test]
fn a_folder_stands_though_nothing_in_it_is_sent() {
    let mut files = Files::default();
    files.add_folder("out/").unwrap();
    files.add_folder("/").unwrap();
    assert!(files.has("out") && !files.has("ou"));
    assert_eq!(files.0.len(), 1);
}

#[test]
fn there_is_an_end_to_how_many_are_sent() {
    let dir = folder();
    let mut files = Files::default();
    for number in 0..MAX_INPUTS {
        files.add_folder(&format!("f{number}")).unwrap();
    }
    let failure = files.add("one-more", &dir.path().join("a")).unwrap_err();
    assert!(failure.message.starts_with("more than "), "{failure}");
}
