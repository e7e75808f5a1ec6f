use std::fs;

use proptest::prelude::*;

use super::*;
use crate::plan::{Line, make};

fn tree(names: &[&str]) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    for name in names {
        let path = dir.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, "").unwrap();
    }
    dir
}

fn found(dir: &tempfile::TempDir, pattern: &str) -> Vec<String> {
    expand(&[pattern.to_owned()], dir.path()).unwrap()
}

/// R-L2: a star stays in its folder, two do not, and the order is sorted.
#[test]
fn patterns_mean_what_they_mean_to_a_shell() {
    let dir = tree(&[
        "img/b.png",
        "img/a.png",
        "img/deep/c.png",
        "img/.hidden.png",
        "img/a.jpg",
        "x.png",
    ]);
    assert_eq!(found(&dir, "img/*.png"), ["img/a.png", "img/b.png"]);
    assert_eq!(found(&dir, "./img/*.png"), ["./img/a.png", "./img/b.png"]);
    assert_eq!(
        found(&dir, "**/*.png"),
        ["img/a.png", "img/b.png", "img/deep/c.png", "x.png"]
    );
    assert_eq!(
        found(&dir, "img/[ab].{png,jpg}"),
        ["img/a.jpg", "img/a.png", "img/b.png"]
    );
    assert_eq!(found(&dir, "*/.*.png"), ["img/.hidden.png"]);
    assert_eq!(found(&dir, "i*/a.png"), ["img/a.png"]);
}

#[test]
fn absolute_patterns_and_plain_names_work() {
    let dir = tree(&["a b.png", "c[1].png"]);
    let root = dir.path().to_str().unwrap();
    assert_eq!(
        found(&dir, &format!("{root}/*.png")),
        [format!("{root}/a b.png"), format!("{root}/c[1].png")]
    );
    assert_eq!(found(&dir, "c[1].png"), ["c[1].png"]);
}

#[test]
fn a_pattern_without_a_match_is_an_error() {
    let dir = tree(&["a.png"]);
    let failure = expand(&["*.jpg".into()], dir.path()).unwrap_err();
    assert_eq!(failure.message, "no file matches --batch '*.jpg'");
    assert!(expand(&["nowhere/*.jpg".into()], dir.path()).is_err());
    assert!(expand(&["a[".into()], dir.path()).is_err());
}

fn args(typed: &[&str], names: &[&str]) -> Vec<Vec<String>> {
    let dir = tree(&["cwd/run.py", "cwd/a.png", "out/b.png", "cwd/model.bin"]);
    let line = Line {
        program: "run.py".into(),
        args: typed.iter().map(ToString::to_string).collect(),
        ..Line::default()
    };
    let mut plan = make(&line, &dir.path().join("cwd")).unwrap();
    let names: Vec<_> = names.iter().map(ToString::to_string).collect();
    items(&mut plan, &names)
        .unwrap()
        .into_iter()
        .map(|item| item.args)
        .collect()
}

#[test]
fn braces_are_the_file_and_without_them_it_comes_last() {
    assert_eq!(args(&["-q", "3"], &["a.png"]), [["-q", "3", "a.png"]]);
    assert_eq!(
        args(&["--in={}", "model.bin"], &["a.png"]),
        [["--in=a.png", "model.bin"]]
    );
    assert_eq!(args(&[], &["../out/b.png"]), [[".rgrid-in/1/b.png"]]);
}

#[test]
fn same_stems_are_told_apart() {
    let mut taken = HashSet::new();
    let names = ["a/x.png", "b/x.png", "x_1.png", "c/X.jpg"];
    let folders: Vec<_> = names
        .iter()
        .map(|name| own_folder(name, &mut taken))
        .collect();
    assert_eq!(folders, ["x", "x_1", "x_1_1", "X_2"]);
}

proptest! {
    #[test]
    fn no_two_items_share_a_folder(names in proptest::collection::vec("[ab]{1,2}(_1)?(\\.p)?", 1..20)) {
        let mut taken = HashSet::new();
        let folders: HashSet<_> = names.iter().map(|name| own_folder(name, &mut taken)).collect();
        prop_assert_eq!(folders.len(), names.len());
    }
}
