//! A server that goes away and comes back while something is followed (R-L10).

use std::{
    sync::OnceLock,
    time::{Duration, Instant},
};

use rgrid_shared::digest::Digest;
use serde_json::json;

use crate::{
    fake::{Fake, Reply},
    scene::Scene,
    terminal::Terminal,
    wire::{self, BATCH, JOB},
};

/// How long it is away: longer than nothing is said, shorter than one waits for a test.
const AWAY: Duration = Duration::from_secs(7);

/// A server that answers the first question about what it runs, hangs up for a while, and then has the end.
fn comes_back() -> Fake {
    let left = OnceLock::<Instant>::new();
    Fake::new(move |_, request| {
        let path = request.path.as_str();
        if request.method == "POST" {
            let (job, batch) = (wire::job("running"), wire::batch(2, 0, 0));
            return Reply::Json(
                200,
                json!({ "job": job, "batch": batch, "jobs": [], "missing": [] }),
            );
        }
        let back = left.get().is_some_and(|left| left.elapsed() > AWAY);
        if left.get().is_some() && !back {
            return Reply::Cut;
        }
        if path.contains("/logs?") || path.ends_with(BATCH) {
            left.get_or_init(Instant::now);
        }
        let done = if back { 2 } else { 0 };
        match path {
            _ if path.contains("/logs?") => wire::log(path, "a line\n", back),
            _ if path.ends_with(BATCH) => Reply::Json(200, wire::batch(2 - done, done, 0)),
            _ if path.ends_with(JOB) => Reply::Json(200, wire::job("succeeded")),
            _ if path.ends_with("/artifacts") => Reply::Json(200, json!({ "artifacts": [] })),
            _ if path.starts_with("/v1/jobs?") => Reply::Json(200, json!({ "jobs": [] })),
            _ => wire::refusal(404, "RESOURCE_NOT_FOUND", "there is no such route"),
        }
    })
}

#[test]
fn who_follows_is_told_once_that_the_server_is_away_and_once_that_it_is_back() {
    for (words, noun, out) in [
        (&["run", "p.py"][..], "job", "a line\n"),
        (&["logs", "-f", JOB], "job", "a line\n"),
        (&["run", "p.py", "--batch", "a", "b"], "batch", ""),
    ] {
        let scene = Scene::new();
        scene.write("p.py", "").write("a", "").write("b", "");
        let said = scene.run_with(&comes_back().url, words);
        assert_eq!(
            (said.code, said.out.as_str()),
            (0, out),
            "{words:?}: {}",
            said.err
        );
        let says = format!(
            "rgrid: the server does not answer; the {noun} is not lost; trying again\nrgrid: connected again\n"
        );
        assert!(said.err.starts_with(&says), "{words:?}: {}", said.err);
        assert_eq!(said.err.matches("connected").count(), 1, "{}", said.err);
    }
}

/// On a terminal it is also said how to leave, beside the moving line of a batch.
#[test]
fn on_a_terminal_it_is_said_how_to_leave() {
    for (words, noun) in [
        (&["run", "p.py"][..], "job"),
        (&["run", "p.py", "--batch", "a", "b"], "batch"),
    ] {
        let (scene, fake) = (Scene::new(), comes_back());
        scene.write("p.py", "").write("a", "").write("b", "");
        let terminal = Terminal::start_as("xterm", &scene, &fake, 120, words);
        let (code, shown) = terminal.end();
        assert_eq!(code, 0, "{shown}");
        let says = format!("the {noun} is not lost; trying again (Ctrl-C to leave)\n");
        assert_eq!(shown.matches(&says).count(), 1, "{shown}");
        assert_eq!(shown.matches("connected again\n").count(), 1, "{shown}");
    }
}

/// A server that goes away with its store once the job has ended, before its file came home.
fn leaves_with_its_files() -> Fake {
    let left = OnceLock::<Instant>::new();
    Fake::new(move |here, request| {
        let back = left.get().is_some_and(|left| left.elapsed() > AWAY);
        if left.get().is_some() && !back {
            return Reply::Cut;
        }
        let get = json!({ "url": format!("{here}/get") });
        let file = json!({ "path": "out", "digest": Digest::of(b"made"), "size": 4, "get": get });
        match request.path.as_str() {
            "/v1/jobs" => Reply::Json(200, json!({ "job": wire::job("running"), "missing": [] })),
            "/get" if back => Reply::Bytes(b"made".to_vec(), 0),
            "/get" => {
                left.get_or_init(Instant::now);
                Reply::Cut
            }
            path if path.contains("/logs?") => wire::log(path, "", true),
            path if path.ends_with(JOB) => Reply::Json(200, wire::job("succeeded")),
            path if path.ends_with("/artifacts") => {
                Reply::Json(200, json!({ "artifacts": [file] }))
            }
            _ => wire::refusal(404, "RESOURCE_NOT_FOUND", "there is no such route"),
        }
    })
}

#[test]
fn files_of_a_server_that_is_away_are_waited_for() {
    let scene = Scene::new();
    scene.write("p.py", "");
    let said = scene.run_with(&leaves_with_its_files().url, &["run", "p.py"]);
    let says = "rgrid: the server does not answer; trying again\nrgrid: connected again\n";
    assert_eq!((said.code, said.err.as_str()), (0, says));
    assert_eq!(
        std::fs::read_to_string(scene.cwd().join("out")).unwrap(),
        "made"
    );
}
