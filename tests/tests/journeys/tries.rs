//! How often a job of the user's own fault is tried (R-E5).

use super::support::User;

/// The job that this command runs, and what `rgrid status` says of it, as text and as JSON.
fn status(user: &User, words: &[&str], code: i32) -> (String, serde_json::Value) {
    let name = user.dir.path().file_name().unwrap();
    let label = format!("test={}", name.to_string_lossy());
    user.rgrid(&[&["run", "-m", &label], words].concat())
        .exits(code);
    let listed = user.rgrid(&["list", "--json", "-m", &label]).json();
    let id = listed["jobs"][0]["id"].as_str().unwrap().to_owned();
    let text = user.rgrid(&["status", &id]).exits(0).stdout;
    (text, user.rgrid(&["status", "--json", &id]).exits(0).json())
}

#[test]
fn a_script_that_fails_is_tried_again_as_often_as_asked_and_each_end_is_shown() {
    let user = User::new();
    user.write("no.py", "raise SystemExit(3)");
    let (text, json) = status(&user, &["--retries", "1", "no.py"], 3);
    let attempts = json["attempts"].as_array().unwrap();
    assert_eq!(attempts.len(), 2, "{json}");
    for attempt in attempts {
        let end = (&attempt["reason"], &attempt["exit_code"]);
        assert_eq!(end, (&"exit_code".into(), &3.into()), "{json}");
    }
    let ends = text.lines().filter(|line| line.ends_with("exit 3"));
    assert_eq!(ends.count(), 2, "{text}");
}

#[test]
fn a_lack_of_memory_and_a_timeout_are_not_tried_again_unasked() {
    let user = User::new();
    user.write(
        "hog.py",
        "x = bytearray(512 << 20)\nx[::4096] = b'x' * len(x[::4096])",
    );
    let (_, json) = status(&user, &["--memory", "64M", "hog.py"], 137);
    assert_eq!(json["attempts"].as_array().unwrap().len(), 1, "{json}");
    assert_eq!(json["job"]["reason"], "oom");
    let user = User::new();
    user.write("sleep.py", "import time; time.sleep(600)");
    let (_, json) = status(&user, &["--timeout", "1s", "sleep.py"], 124);
    assert_eq!(json["attempts"].as_array().unwrap().len(), 1, "{json}");
    assert_eq!(json["job"]["reason"], "timeout");
}
