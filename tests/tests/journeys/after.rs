//! What one does with jobs that were started before (R-L7).

use super::support::User;

fn run(user: &User, script: &str) -> String {
    user.write("s.py", script);
    let job = user
        .rgrid(&["run", "--detach", "s.py"])
        .exits(0)
        .stdout
        .trim()
        .to_owned();
    user.rgrid(&["logs", "-f", &job]);
    job
}

#[test]
fn logs_keep_the_streams_apart_and_give_the_tail() {
    let user = User::new();
    let job = run(
        &user,
        "import sys\nfor n in range(50): print('out', n)\nprint('err', file=sys.stderr)",
    );
    let all = user.rgrid(&["logs", &job]).exits(0);
    assert_eq!(all.stdout.lines().count(), 50);
    assert_eq!(all.stderr, "err\n");
    assert_eq!(
        user.rgrid(&["logs", "--tail", "2", "--stdout", &job])
            .exits(0)
            .stdout,
        "out 48\nout 49\n"
    );
    assert_eq!(user.rgrid(&["logs", "--stderr", &job]).exits(0).stdout, "");
}

#[test]
fn status_tells_one_job_and_its_attempts() {
    let user = User::new();
    let job = run(&user, "import sys; sys.exit(5)");
    let text = user.rgrid(&["status", &job]).exits(0).stdout;
    assert!(text.contains("failed") && text.contains('5'), "{text}");
    let json = user.rgrid(&["status", "--json", &job]).exits(0).json();
    assert_eq!(
        (
            json["job"]["exit_code"].as_i64(),
            json["attempts"].as_array().unwrap().len()
        ),
        (Some(5), 1)
    );
}

/// `-m project=x` then `list -m project=x` shows only matching rows.
#[test]
fn list_filters_by_metadata_and_state() {
    let user = User::new();
    let label = format!("where={}", user.dir.path().display());
    user.write("ok.py", "")
        .write("bad.py", "import sys; sys.exit(1)");
    user.rgrid(&["run", "-m", &label, "ok.py"]).exits(0);
    user.rgrid(&["run", "-m", &label, "bad.py"]).exits(1);
    let count = |args: &[&str]| {
        let mut all = vec!["list", "--json", "-m", &label];
        all.extend(args);
        user.rgrid(&all).exits(0).json()["jobs"]
            .as_array()
            .unwrap()
            .len()
    };
    assert_eq!(
        (count(&[]), count(&["-s", "failed"]), count(&["-n", "1"])),
        (2, 1, 1)
    );
    user.rgrid(&["list", "-s", "nonsense"])
        .exits(240)
        .says("nonsense");
}

#[test]
fn outputs_are_listed_and_downloaded_later() {
    let user = User::new();
    let job = run(
        &user,
        "import os; os.mkdir('d'); open('d/a.txt','w').write('A'); open('b.txt','w').write('B')",
    );
    let list = user.rgrid(&["outputs", &job]).exits(0).stdout;
    assert!(list.contains("b.txt") && list.contains("d/a.txt"), "{list}");
    assert!(!user.path("b.txt").exists());
    user.rgrid(&["download", &job, "--output-dir", "got"])
        .exits(0);
    assert_eq!(
        (user.read("got/d/a.txt"), user.read("got/b.txt")),
        ("A".into(), "B".into())
    );
    user.rgrid(&["download", &job, "--output-dir", "one", "b.txt"])
        .exits(0);
    assert!(user.path("one/b.txt").exists() && !user.path("one/d").exists());
}

#[test]
fn retry_makes_a_new_job_and_a_living_one_needs_force() {
    let user = User::new();
    let job = run(&user, "print('again')");
    let again = user.rgrid(&["retry", "--json", &job]).exits(0).json();
    assert_eq!(again["retry_of"], job.as_str());
    user.write("long.py", "import time; time.sleep(600)");
    let long = user
        .rgrid(&["run", "--detach", "long.py"])
        .exits(0)
        .stdout
        .trim()
        .to_owned();
    user.rgrid(&["retry", &long]).exits(243).says("--force");
    user.rgrid(&["cancel", &long]).exits(0);
}

#[test]
fn keys_are_made_listed_and_revoked() {
    let user = User::new();
    let key = user
        .rgrid(&["keys", "create", "ci", "--json"])
        .exits(0)
        .json();
    let secret = key["secret"].as_str().unwrap();
    let with = |secret: &str| {
        let output = user
            .command(&["list", "--json"])
            .env("RGRID_API_KEY", secret)
            .output()
            .unwrap();
        output.status.code().unwrap()
    };
    assert_eq!(with(secret), 0);
    let listed = user.rgrid(&["keys", "list"]).exits(0).stdout;
    assert!(
        listed.contains("ci") && !listed.contains(secret),
        "{listed}"
    );
    user.rgrid(&["keys", "revoke", key["id"].as_str().unwrap()])
        .exits(0);
    super::support::wait_for("the end of the key", 2, || {
        (with(secret) == 241).then_some(())
    });
}

#[test]
fn doctor_finds_nothing_wrong_here() {
    let user = User::new();
    user.rgrid(&["doctor"]).exits(0);
}
