//! Wrong input gets a sentence, not a trace (R-L11).

use super::support::{Ended, User};

/// The same, if what it said is short and has no trace in it.
#[track_caller]
pub(super) fn sentence(ended: Ended) -> Ended {
    for word in ["panicked", "RUST_BACKTRACE", "Error {", "Os {", "src/"] {
        assert!(!ended.stderr.contains(word), "{ended:?}");
    }
    assert!(ended.stderr.lines().count() <= 6, "{ended:?}");
    ended
}

#[test]
fn an_unknown_runtime_is_named_with_the_known_ones() {
    let user = User::new();
    user.write("x.py", "");
    sentence(user.rgrid(&["run", "--runtime", "pyhton", "x.py"]))
        .exits(240)
        .says("pyhton")
        .says("python");
}

#[test]
fn a_script_that_is_not_there_is_named() {
    let user = User::new();
    sentence(user.rgrid(&["run", "nothing.py"]))
        .exits(240)
        .says("nothing.py");
    sentence(user.rgrid(&["run", "--input", "gone.csv", "--", "true"]))
        .exits(240)
        .says("gone.csv");
}

#[test]
fn a_wrong_flag_value_is_named() {
    let user = User::new();
    user.write("x.py", "");
    for (flag, value) in [
        ("--memory", "lots"),
        ("--timeout", "soon"),
        ("--cpu", "none"),
        ("--env", "=x"),
        ("--parallel", "0"),
    ] {
        let ended = user.rgrid(&["run", flag, value, "x.py"]);
        assert_eq!(ended.code, 240, "{flag}: {ended:?}");
        assert!(ended.stderr.contains(flag), "{flag}: {ended:?}");
    }
}

#[test]
fn a_server_that_does_not_run_is_said_to_be_down() {
    let user = User::new();
    user.write("x.py", "");
    let mut command = user.command(&["run", "x.py"]);
    let ended = Ended::from(
        command
            .env("RGRID_URL", "http://127.0.0.1:9")
            .env("RGRID_API_KEY", "k")
            .output()
            .unwrap(),
    );
    sentence(ended).exits(245).says("rgrid up");
}

#[test]
fn a_user_without_a_profile_is_told_what_to_type() {
    let user = User::at(tempfile::tempdir().unwrap().keep());
    user.write("x.py", "");
    sentence(user.rgrid(&["run", "x.py"]))
        .exits(241)
        .says("rgrid up");
}

#[test]
fn a_wrong_key_is_refused() {
    let user = User::new();
    let output = user
        .command(&["list"])
        .env("RGRID_API_KEY", "rgk_nonsense")
        .output()
        .unwrap();
    sentence(Ended::from(output)).exits(241);
}

#[test]
fn an_id_that_is_none_and_one_that_is_nobodys() {
    let user = User::new();
    sentence(user.rgrid(&["status", "job_nonsense"]))
        .exits(240)
        .says("job_nonsense");
    sentence(user.rgrid(&["status", "job_00000000000000000000000000"]))
        .exits(242)
        .says("rgrid list");
}
