//! The same batch again does only what has not succeeded (R-E4), and a canary goes first.

use std::fs;

use serde_json::Value;

use super::support::{Ended, User};

/// Fails for a file that holds `bad`; leaves a file with what it read.
const PICKY: &str = "import sys, pathlib\ntext = pathlib.Path(sys.argv[1]).read_text()\nif text == 'bad': sys.exit('Error: ' + sys.argv[1])\npathlib.Path('out.txt').write_text(text.upper())\n";

/// A user whose script no other test has run.
fn user() -> User {
    let user = User::new();
    let name = user.path("").display().to_string();
    user.write("picky.py", format!("# {name}\n{PICKY}"));
    for (name, text) in [("1", "a"), ("2", "bad"), ("3", "c")] {
        user.write(&format!("in/{name}.txt"), text);
    }
    user
}

/// Runs `rgrid` where a batch that was run before is not run again.
fn rgrid(user: &User, words: &[&str]) -> Ended {
    Ended::from(
        user.command(words)
            .env_remove("RGRID_FORCE")
            .output()
            .unwrap(),
    )
}

const RUN: [&str; 4] = ["run", "picky.py", "--batch", "in/*.txt"];

fn receipt(user: &User) -> Vec<(bool, String, usize)> {
    let receipt: Value = serde_json::from_str(&user.read("outputs/manifest.json")).unwrap();
    let items = receipt["items"].as_array().unwrap();
    let row = |item: &Value| {
        let state = item["state"].as_str().unwrap().to_owned();
        let outputs = item["outputs"].as_array().unwrap().len();
        (item["reused"].as_bool().unwrap(), state, outputs)
    };
    items.iter().map(row).collect()
}

#[test]
fn the_same_batch_again_does_only_what_has_not_succeeded() {
    let user = user();
    rgrid(&user, &RUN).exits(1).says("2 of 3 succeeded");
    // What is gone comes again, what is here stays, and what failed runs.
    fs::remove_file(user.path("outputs/1/out.txt")).unwrap();
    rgrid(&user, &RUN)
        .exits(1)
        .says("2 of 3 succeeded before; 1 item now (--force runs all again)")
        .says("0 of 1 succeeded, 1 failed");
    assert_eq!(user.read("outputs/1/out.txt"), "A");
    let rows = [
        (true, "succeeded", 1),
        (false, "failed", 0),
        (true, "succeeded", 1),
    ];
    let rows = rows.map(|(reused, state, outputs)| (reused, state.to_owned(), outputs));
    assert_eq!(receipt(&user), rows);
    user.write("in/2.txt", "good");
    rgrid(&user, &RUN).exits(0).says("1 of 1 succeeded");
    let done = rgrid(&user, &RUN).exits(0);
    let done = done.says("3 of 3 succeeded before; nothing runs");
    done.says("all their files are in outputs; outputs/manifest.json lists them");
    let json = rgrid(&user, &[&["--json"], &RUN[..]].concat()).exits(0);
    let last: Value = serde_json::from_str(json.stdout.lines().last().unwrap()).unwrap();
    assert_eq!((&last["batch"], &last["reused"]), (&Value::Null, &3.into()));
    fs::remove_dir_all(user.path("outputs")).unwrap();
    rgrid(&user, &RUN)
        .exits(0)
        .says("3 files fetched again into outputs");
    rgrid(
        &user,
        &["run", "--detach", "picky.py", "--batch", "in/*.txt"],
    )
    .exits(0)
    .says("nothing runs");
    rgrid(
        &user,
        &[
            "run",
            "--force",
            "--remote-only",
            "picky.py",
            "--batch",
            "in/*.txt",
        ],
    )
    .exits(0)
    .says("3 of 3 succeeded in");
    // Another script is another batch.
    let script = user.read("picky.py");
    user.write("picky.py", format!("{script}# a comment\n"));
    rgrid(&user, &RUN).exits(0).says("3 of 3 succeeded in");
    user.write("picky.py", script);
    rgrid(&user, &RUN).exits(0).says("nothing runs");
}

#[test]
fn flat_outputs_keep_their_names_when_the_batch_is_resumed() {
    let user = user();
    let run = ["run", "--flat", "picky.py", "--batch", "in/*.txt"];
    rgrid(&user, &run).exits(1);
    let before = user.read("outputs/out.txt");
    user.write("in/2.txt", "good");
    rgrid(&user, &run).exits(0);
    assert_eq!(user.read("outputs/out.txt"), before);
    assert_eq!(user.read("outputs/out_2.txt"), "GOOD");
}

#[test]
fn a_canary_that_fails_keeps_the_others_from_starting() {
    let user = user();
    user.write("in/1.txt", "bad");
    let run = ["run", "--canary", "picky.py", "--batch", "in/*.txt"];
    rgrid(&user, &run)
        .exits(1)
        .says("the canary did not succeed; 2 other items not started")
        .says("0 of 1 succeeded, 1 failed");
    user.write("in/1.txt", "good").write("in/2.txt", "good");
    rgrid(&user, &run)
        .exits(0)
        .says("the canary succeeded; 2 other items now")
        .says("2 of 2 succeeded");
    let states = receipt(&user);
    assert!(
        states
            .iter()
            .all(|(reused, state, _)| !reused && state == "succeeded")
    );
    assert_eq!(states.len(), 3);
}
