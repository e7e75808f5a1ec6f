//! A server that stumbles, refuses or goes away (R-L10, R-L11).

use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::json;

use crate::{
    fake::{Fake, Reply},
    scene::Scene,
    wire::{self, BATCH, JOB},
};

/// A server that hangs up on the first `cuts` questions about a log.
fn stumbles(cuts: usize) -> Fake {
    let asked = AtomicUsize::new(0);
    Fake::new(
        move |_, request| match (request.method.as_str(), request.path.as_str()) {
            ("POST", _) => Reply::Json(200, json!({ "job": wire::job("queued"), "missing": [] })),
            (_, path) if path.contains("/logs?") => {
                if asked.fetch_add(1, Ordering::SeqCst) < cuts {
                    return Reply::Cut;
                }
                wire::log(path, "a line\n", true)
            }
            (_, path) if path.ends_with("/artifacts") => {
                Reply::Json(200, json!({ "artifacts": [] }))
            }
            (_, path) if path.ends_with(JOB) => Reply::Json(200, wire::job("succeeded")),
            _ => wire::refusal(404, "RESOURCE_NOT_FOUND", "there is no such route"),
        },
    )
}

/// Nine stumbles last for longer than the five seconds after which silence is told.
fn is_asked_again(words: &[&str], line: &str) {
    let scene = Scene::new();
    scene.write("p.py", "");
    let said = scene.run_with(&stumbles(9).url, words);
    let says = "rgrid: the server does not answer; the job is not lost; trying again\nrgrid: connected again\n";
    assert_eq!((said.code, said.err.as_str()), (0, says));
    assert!(said.out.contains(line), "{}", said.out);
}

#[test]
fn a_run_asks_a_server_that_stumbles_again() {
    is_asked_again(&["run", "p.py"], "a line\n");
}

#[test]
fn a_follower_asks_a_server_that_stumbles_again() {
    is_asked_again(&["logs", "-f", JOB], "a line\n");
}

#[test]
fn a_program_that_follows_asks_a_server_that_stumbles_again() {
    is_asked_again(&["logs", "-f", "--json", JOB], "YSBsaW5lCg==");
}

#[test]
fn a_server_that_hangs_up_every_time_is_said_to_be_unreachable() {
    let fake = Fake::new(|_, _| Reply::Cut);
    for words in [&["list"][..], &["logs", JOB], &["status", BATCH]] {
        let said = Scene::new().run_with(&fake.url, words);
        assert_eq!(said.code, 245, "{words:?}: {}", said.err);
        assert!(
            said.err
                .starts_with("rgrid: cannot reach http://127.0.0.1:"),
            "{}",
            said.err
        );
    }
}

#[test]
fn answers_that_make_no_sense_are_told_as_such() {
    for (reply, code, says) in [
        (503, 245, "the server answered 503"),
        (500, 250, "the server answered 500"),
        (413, 240, "the server answered 413"),
        (429, 244, "the server answered 429"),
        (
            200,
            250,
            "answered in a way this version does not understand",
        ),
    ] {
        let fake = Fake::new(move |_, _| Reply::Json(reply, json!("<html>a proxy</html>")));
        let said = Scene::new().run_with(&fake.url, &["keys", "list"]);
        assert_eq!(said.code, code, "{}", said.err);
        assert!(said.err.contains(says), "{}", said.err);
    }
}

#[test]
fn what_is_refused_while_following_ends_it() {
    let scene = Scene::new();
    scene.write("p.py", "").write("a", "");
    let fake = Fake::new(
        |_, request| match (request.method.as_str(), request.path.as_str()) {
            ("POST", "/v1/jobs") => {
                Reply::Json(200, json!({ "job": wire::job("queued"), "missing": [] }))
            }
            ("POST", _) => Reply::Json(
                200,
                json!({ "batch": wire::batch(2, 0, 0), "jobs": [], "missing": [] }),
            ),
            _ => wire::refusal(403, "FORBIDDEN", "the key may not read"),
        },
    );
    for words in [&["run", "p.py"][..], &["run", "p.py", "--batch", "a"]] {
        let said = scene.run_with(&fake.url, words);
        assert_eq!(said.code, 241, "{words:?}: {}", said.err);
        assert!(
            said.err.starts_with("rgrid: the key may not read\n"),
            "{}",
            said.err
        );
    }
}

/// R-L8.
#[test]
fn profiles_and_addresses_that_are_none_are_named() {
    let scene = Scene::new();
    let missing = scene.run(&["--profile", "work", "list"]);
    assert_eq!(
        (missing.code, missing.err.as_str()),
        (240, "rgrid: there is no profile `work`\nhint: rgrid up\n")
    );
    let half = scene.run(&["--url", "http://127.0.0.1:1", "list"]);
    assert_eq!(half.code, 241);
    assert!(half.err.contains("must be set together"), "{}", half.err);
    let none = scene.run_with("localhost:7430", &["list"]);
    assert_eq!(
        (none.code, none.err.as_str()),
        (
            240,
            "rgrid: `localhost:7430` is not the address of a server\nhint: one looks like http://127.0.0.1:7430\n"
        )
    );
}
