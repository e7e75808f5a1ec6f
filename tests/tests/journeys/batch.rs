//! One script over many files (R-L2).

use std::process::Command;

use super::support::{User, binary};

pub(super) const UPPER: &str =
    "import sys\nname = sys.argv[1]\nopen('up.txt', 'w').write(open(name).read().upper())\n";

pub(super) fn letters(user: &User, count: usize) {
    for n in 0..count {
        user.write(&format!("in/{n:02}.txt"), format!("text {n}"));
    }
    user.write("upper.py", UPPER);
}

#[test]
fn each_file_gets_its_own_job_and_its_own_folder() {
    let user = User::new();
    letters(&user, 10);
    user.rgrid(&["run", "upper.py", "--batch", "in/*.txt", "--parallel", "4"])
        .exits(0)
        .says("10");
    for n in 0..10 {
        assert_eq!(
            user.read(&format!("outputs/{n:02}/up.txt")),
            format!("TEXT {n}")
        );
    }
}

#[test]
fn the_shells_own_expansion_works_too_and_braces_are_the_file() {
    let user = User::new();
    user.write(
        "say.py",
        "import sys; open('said', 'w').write(' '.join(sys.argv[1:]))",
    );
    user.write("a.txt", "").write("b.txt", "");
    user.rgrid(&[
        "run", "say.py", "--from", "{}", "--to", "x", "--batch", "a.txt", "b.txt",
    ])
    .exits(0);
    assert_eq!(user.read("outputs/a/said"), "--from a.txt --to x");
    assert_eq!(user.read("outputs/b/said"), "--from b.txt --to x");
}

#[test]
fn one_failed_item_does_not_stop_the_others() {
    let user = User::new();
    letters(&user, 4);
    user.write(
        "upper.py",
        format!("{UPPER}\nif '02' in name: sys.exit(9)\n"),
    );
    let ended = user
        .rgrid(&["run", "upper.py", "--batch", "in/*.txt"])
        .exits(1);
    let ended = ended
        .says("3 of 4 succeeded")
        .says("1 failed")
        .says("rgrid retry batch_");
    assert!(
        ended.stderr.contains("in/02.txt"),
        "the failed item is named: {}",
        ended.stderr
    );
    assert_eq!(user.read("outputs/03/up.txt"), "TEXT 3");
}

#[test]
fn same_stems_are_told_apart_and_flat_puts_all_in_one_folder() {
    let user = User::new();
    user.write("a/x.txt", "a")
        .write("b/x.txt", "b")
        .write("upper.py", UPPER);
    user.rgrid(&["run", "upper.py", "--batch", "*/x.txt"])
        .exits(0);
    assert_eq!(
        (
            user.read("outputs/x/up.txt"),
            user.read("outputs/x_1/up.txt")
        ),
        ("A".into(), "B".into())
    );
    user.rgrid(&[
        "run",
        "upper.py",
        "--batch",
        "*/x.txt",
        "--flat",
        "--output-dir",
        "flat",
    ])
    .exits(0);
    let flat: Vec<_> = user
        .files()
        .into_iter()
        .filter(|name| name.starts_with("flat/"))
        .collect();
    assert_eq!(flat, ["flat/manifest.json", "flat/up.txt", "flat/up_1.txt"]);
}

#[test]
fn remote_only_brings_nothing_home_and_says_how_to() {
    let user = User::new();
    letters(&user, 2);
    let ended = user
        .rgrid(&["run", "upper.py", "--batch", "in/*.txt", "--remote-only"])
        .exits(0);
    assert!(
        ended.stderr.contains("rgrid download batch_"),
        "{}",
        ended.stderr
    );
    assert!(user.files().iter().all(|name| !name.starts_with("outputs")));
}

#[test]
fn a_pattern_without_a_match_is_an_error() {
    let user = User::new();
    user.write("upper.py", UPPER);
    user.rgrid(&["run", "upper.py", "--batch", "none/*.txt"])
        .exits(240)
        .says("none/*.txt");
}

/// R-L9: the line moves though no item ends; someone who watches a still screen thinks that it hangs.
#[test]
fn on_a_terminal_a_batch_says_how_it_goes_before_its_first_end() {
    let user = User::new();
    user.write("slow.sh", "sleep 6").write("a", "");
    let line = format!("{} run slow.sh --batch a", binary().display());
    let shown = Command::new("script")
        .args(["-qec", &line, "/dev/null"])
        .current_dir(user.dir.path())
        .env("RGRID_HOME", &user.home)
        .env("TERM", "xterm")
        .output()
        .unwrap();
    let shown = String::from_utf8_lossy(&shown.stdout).into_owned();
    let moves = shown.matches("0/1 done, 1 running").count();
    assert!(moves > 3, "{shown}");
}
