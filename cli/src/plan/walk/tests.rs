use std::{fs, os::unix::fs::symlink};

use super::*;

fn sent(root: &Path, folder: &str) -> Vec<String> {
    let mut files = Files::default();
    add_folder(&mut files, folder, &root.join(folder)).unwrap();
    files.0.keys().map(ToString::to_string).collect()
}

fn write(root: &Path, names: &[&str]) {
    for name in names {
        let path = root.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, name).unwrap();
    }
}

#[test]
fn git_rules_hold_and_the_repository_itself_never_goes() {
    let dir = tempfile::tempdir().unwrap();
    write(
        dir.path(),
        &[
            "d/a.csv",
            "d/.hidden",
            "d/x.log",
            "d/.git/config",
            "d/sub/b.csv",
            "d/sub/c.tmp",
        ],
    );
    fs::write(dir.path().join("d/.gitignore"), "*.log\n").unwrap();
    fs::write(dir.path().join("d/sub/.gitignore"), "*.tmp\n").unwrap();
    assert_eq!(
        sent(dir.path(), "d"),
        [
            "d/.gitignore",
            "d/.hidden",
            "d/a.csv",
            "d/sub/.gitignore",
            "d/sub/b.csv"
        ]
    );
}

#[test]
fn rules_of_our_own_come_before_gits() {
    let dir = tempfile::tempdir().unwrap();
    write(
        dir.path(),
        &[
            "d/a.csv",
            "d/raw/b.bin",
            "d/x.log",
            "d/keep.log",
            "d/sub/raw/c.bin",
        ],
    );
    fs::write(dir.path().join("d/.gitignore"), "*.log\n").unwrap();
    fs::write(
        dir.path().join("d/.rgridignore"),
        "raw/\n!keep.log\n.*ignore\n",
    )
    .unwrap();
    assert_eq!(sent(dir.path(), "d"), ["d/a.csv", "d/keep.log"]);
}

#[test]
fn a_named_folder_is_not_emptied_by_rules_from_above() {
    let dir = tempfile::tempdir().unwrap();
    write(dir.path(), &["data/a.csv"]);
    fs::write(dir.path().join(".gitignore"), "data/*\n").unwrap();
    assert_eq!(sent(dir.path(), "data"), ["data/a.csv"]);
}

/// R-E2: links never lead out of what was named.
#[test]
fn links_are_followed_only_to_files_below_the_folder() {
    let dir = tempfile::tempdir().unwrap();
    write(dir.path(), &["d/a.csv", "secret", "e/f"]);
    symlink("a.csv", dir.path().join("d/inside")).unwrap();
    symlink("../secret", dir.path().join("d/outside")).unwrap();
    symlink("../e", dir.path().join("d/folder")).unwrap();
    symlink("nowhere", dir.path().join("d/broken")).unwrap();
    assert_eq!(sent(dir.path(), "d"), ["d/a.csv", "d/inside"]);
}

#[test]
fn an_empty_folder_stands_there_too() {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir(dir.path().join("out")).unwrap();
    assert_eq!(sent(dir.path(), "out"), ["out/.rgrid-folder"]);
}
