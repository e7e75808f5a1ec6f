use std::fs;

use rgrid_shared::spec::Installer;

use super::{Asked, Dependencies, find};
use crate::{exit::Result, plan::start::Language};

fn of(files: &[(&str, &str)], language: Language, asked: &Asked) -> Result<Option<Dependencies>> {
    let dir = tempfile::tempdir().unwrap();
    for (path, text) in files {
        fs::write(dir.path().join(path), text).unwrap();
    }
    let (script, _) = files[0];
    let asked = match asked {
        Asked::File(file) => Asked::File(dir.path().join(file)),
        Asked::Detect | Asked::None => asked.clone(),
    };
    find(&dir.path().join(script), language, &asked)
}

fn python(files: &[(&str, &str)]) -> Option<Dependencies> {
    of(files, Language::Python, &Asked::Detect).unwrap()
}

const BLOCK: &str = "# /// script\n# dependencies = [\"rich\"]\n# ///\n";
const PROJECT: &str = "[project]\nname = \"x\"\ndependencies = [\"numpy\"]\n";

/// R-L5: what is beside the script is installed.
#[test]
fn the_first_that_says_something_decides() {
    let all = [
        ("p.py", BLOCK),
        ("requirements.txt", "pandas\n"),
        ("pyproject.toml", PROJECT),
        ("uv.lock", "version = 1\n"),
    ];
    let found = python(&all).unwrap();
    assert_eq!(
        (found.because.as_str(), found.shown().as_str()),
        ("the block in p.py", ": rich")
    );
    let mut rest = all;
    rest[0].1 = "";
    let found = python(&rest).unwrap();
    assert_eq!(
        (found.because.as_str(), found.shown().as_str()),
        ("requirements.txt", ": pandas")
    );
    let project = [rest[0], rest[2], rest[3]];
    let found = python(&project).unwrap();
    assert_eq!(found.installer, Installer::UvLock);
    assert_eq!(
        found
            .files
            .iter()
            .map(|(name, _)| *name)
            .collect::<Vec<_>>(),
        ["pyproject.toml", "uv.lock"]
    );
    let found = python(&project[..2]).unwrap();
    assert_eq!(
        (found.because.as_str(), found.shown().as_str()),
        ("pyproject.toml", ": numpy")
    );
}

#[test]
fn files_that_name_no_packages_install_nothing() {
    assert_eq!(python(&[("p.py", "")]), None);
    assert_eq!(
        python(&[("p.py", ""), ("requirements.txt", "# none\n")]),
        None
    );
    assert_eq!(
        python(&[("p.py", ""), ("pyproject.toml", "[tool.ruff]\n")]),
        None
    );
    let block = "# /// script\n# dependencies = []\n# ///\n";
    assert_eq!(
        python(&[("p.py", block), ("requirements.txt", "a\n")]),
        None,
        "it says: none"
    );
}

#[test]
fn a_flag_decides_before_all_files() {
    let files = [
        ("p.py", BLOCK),
        ("other.txt", "attrs\n"),
        ("empty.txt", ""),
        ("a.toml", PROJECT),
    ];
    assert_eq!(of(&files, Language::Python, &Asked::None).unwrap(), None);
    let named = |name: &str| of(&files, Language::Other, &Asked::File(name.into()));
    assert_eq!(named("other.txt").unwrap().unwrap().shown(), ": attrs");
    assert_eq!(named("a.toml").unwrap().unwrap().shown(), ": numpy");
    assert!(
        named("empty.txt")
            .unwrap_err()
            .message
            .contains("names no packages")
    );
    assert!(
        named("none.txt")
            .unwrap_err()
            .message
            .contains("there is no file")
    );
}

#[test]
fn node_packages_need_a_lock() {
    let package = ("package.json", r#"{"dependencies": {"left-pad": "1"}}"#);
    let node = |files: &[(&str, &str)]| of(files, Language::Node, &Asked::Detect).unwrap();
    assert_eq!(node(&[("p.js", ""), package]), None);
    let lock = ("package-lock.json", "{}");
    let found = node(&[("p.js", ""), package, lock]).unwrap();
    assert_eq!(
        (found.installer, found.shown().as_str()),
        (Installer::Npm, "")
    );
    assert_eq!(node(&[("p.js", ""), ("package.json", "{}"), lock]), None);
    let broken = [("p.js", ""), ("package.json", "{")];
    of(&broken, Language::Node, &Asked::Detect).unwrap_err();
}

#[test]
fn long_lists_are_told_in_short() {
    let found = python(&[
        ("p.py", ""),
        ("requirements.txt", "--pre\na\nb\nc\nd\ne\nf\n"),
    ]);
    assert_eq!(found.unwrap().shown(), ": a, b, c, d and 2 more");
}
