use std::fs;

use super::*;

fn args(words: &[&str]) -> RunArgs {
    RunArgs {
        words: words.iter().map(ToString::to_string).collect(),
        ..RunArgs::default()
    }
}

#[test]
fn flags_after_the_script_are_noticed_unless_it_knows_them() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("p.py"), "parser.add_argument('--env')").unwrap();
    let line = args(&["p.py", "--memory=2G", "--env", "x", "--mine", "--", "--cpu"]);
    assert_eq!(misplaced(&line, dir.path()), ["--memory"]);
    let plain = RunArgs {
        plain: true,
        ..line
    };
    assert!(misplaced(&plain, dir.path()).is_empty());
}

#[test]
fn names_of_files_that_are_not_here_are_noticed_when_a_failure_names_them() {
    let dir = tempfile::tempdir().unwrap();
    let line = args(&[
        "p.py",
        "in.csv",
        "out/x",
        "-v",
        "1.5",
        "http://x/y.csv",
        "word",
    ]);
    let absent = |tail: &str| absent_in(tail, &line, dir.path());
    let tail = "FileNotFoundError: 'in.csv' or 'out/x' or -v or 1.5 or word";
    assert_eq!(absent(tail), ["in.csv", "out/x"]);
    assert_eq!(absent("No such file: out/x\nin.csv was fine"), ["out/x"]);
    assert!(absent("something else about in.csv").is_empty());
    fs::write(dir.path().join("in.csv"), "").unwrap();
    assert_eq!(absent(tail), ["out/x"]);
}
