//! An identical job has the result of the first one, when that is asked for (R-E4).

use std::fs;

use serde_json::Value;

use super::support::{Ended, User};

/// Runs `rgrid` where what was run before may do.
fn rgrid(user: &User, words: &[&str]) -> Ended {
    let mut command = user.command(words);
    Ended::from(command.env_remove("RGRID_FORCE").output().unwrap())
}

/// A user whose script no other test has run; it says who it was, and leaves a file.
fn user() -> User {
    let user = User::new();
    let name = user.path("").display().to_string();
    let script = "import sys, uuid, pathlib\nme = str(uuid.uuid4())\nprint(me)\nprint('warned', file=sys.stderr)\npathlib.Path('out.txt').write_text(me)\n";
    user.write("p.py", format!("# {name}\n{script}"))
        .write("in/1.txt", "a")
        .write("in/2.txt", "b");
    user
}

#[test]
fn the_result_of_an_identical_job_comes_home_when_asked_for() {
    let user = user();
    let first = rgrid(&user, &["run", "p.py", "in/1.txt"]).exits(0);
    let made = user.read("out.txt");
    assert_eq!(first.stdout.trim(), made);
    fs::remove_file(user.path("out.txt")).unwrap();
    // Others run jobs of the same account; a label makes no other job of it.
    let label = format!("made={made}");
    let words = ["run", "--reuse", "-m", &label, "p.py", "in/1.txt"];
    let again = rgrid(&user, &words).exits(0);
    let again = again.says("an identical job succeeded before");
    assert_eq!(
        (again.stdout.trim(), user.read("out.txt")),
        (&*made, made.clone())
    );
    assert!(again.stderr.contains("warned"), "{}", again.stderr);
    let list = rgrid(&user, &["list", "-m", &label]).exits(0);
    list.shows("succeeded (reused)");
    let id = rgrid(&user, &["list", "-q", "-m", &label]).exits(0).stdout;
    rgrid(&user, &["status", id.trim()])
        .exits(0)
        .shows("the result of job_");
    let json = rgrid(&user, &["--json", "run", "--reuse", "p.py", "in/1.txt"]).exits(0);
    let document: Value = serde_json::from_str(json.stdout.lines().last().unwrap()).unwrap();
    let job = &document["job"];
    assert!(job["reused_from"].as_str().unwrap().starts_with("job_"));
    assert_eq!(job["cost_micros"], 0);
    // Nothing is taken without a word, and nothing of a job that is not the same.
    for words in [
        &["run", "p.py", "in/1.txt"][..],
        &["run", "--no-reuse", "p.py", "in/1.txt"],
        &["run", "--reuse", "p.py", "in/2.txt"],
        &["run", "--reuse", "-e", "A=1", "p.py", "in/1.txt"],
        &["run", "--reuse", "--memory", "600M", "p.py", "in/1.txt"],
    ] {
        let other = rgrid(&user, words).exits(0);
        assert_ne!(other.stdout.trim(), made, "{words:?}");
    }
}

#[test]
fn swapped_contents_and_another_name_are_another_job() {
    let user = user();
    let words = ["run", "--reuse", "p.py", "in/1.txt", "in/2.txt"];
    let first = rgrid(&user, &words).exits(0).stdout;
    assert_eq!(rgrid(&user, &words).exits(0).stdout, first);
    user.write("in/1.txt", "b").write("in/2.txt", "a");
    assert_ne!(rgrid(&user, &words).exits(0).stdout, first);
    user.write("in/1.txt", "a").write("in/3.txt", "b");
    let words = ["run", "--reuse", "p.py", "in/1.txt", "in/3.txt"];
    assert_ne!(rgrid(&user, &words).exits(0).stdout, first);
}

#[test]
fn a_batch_runs_only_what_was_not_run_in_the_same_way() {
    let user = user();
    let one = rgrid(&user, &["run", "p.py", "in/1.txt"]).exits(0).stdout;
    let run = ["run", "p.py", "--batch", "in/*.txt"];
    rgrid(&user, &run)
        .exits(0)
        .says("2 of 2 succeeded (1 reused)");
    assert_eq!(user.read("outputs/1/out.txt"), one.trim());
    let receipt: Value = serde_json::from_str(&user.read("outputs/manifest.json")).unwrap();
    let reused = |at: usize| receipt["items"][at]["reused"].as_bool().unwrap();
    assert_eq!((reused(0), reused(1)), (true, false));
    // With the internet it may come out otherwise, so that takes a word.
    let open = ["run", "--network", "p.py", "in/2.txt"];
    let first = rgrid(&user, &open).exits(0).stdout;
    assert_ne!(rgrid(&user, &open).exits(0).stdout, first);
    let asked = ["run", "--network", "--reuse", "p.py", "in/2.txt"];
    rgrid(&user, &asked)
        .exits(0)
        .says("an identical job succeeded before");
}
