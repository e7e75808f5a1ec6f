//! What jobs and servers say is shown on a terminal, and does nothing to it (R-L9).

use serde_json::{Value, json};

use crate::{
    fake::{Fake, Reply},
    scene::Scene,
    terminal::Terminal,
    wire::{self, JOB},
};

/// A title, the clipboard, a clear screen, a device string and a lone control byte.
const EVIL: &str =
    "\u{1b}]0;owned\u{7}\u{1b}]52;c;b3duZWQ=\u{7}\u{1b}[2J\u{1b}Pq\u{1b}\\\u{9b}31m[bold]end";

/// What a terminal would have obeyed.
const ORDERS: [&str; 5] = ["\u{1b}]0;", "\u{1b}]52;", "\u{1b}[2J", "\u{1b}P", "\u{9b}"];

fn job() -> Value {
    let mut job = wire::with(
        wire::job("failed"),
        &json!({ "reason": "internal", "message": EVIL, "name": EVIL, "finished_at": "2026-01-01T00:00:09Z" }),
    );
    job["spec"]["metadata"] = json!({ EVIL: EVIL });
    job["spec"]["args"] = json!([EVIL]);
    job
}

fn server() -> Fake {
    Fake::new(|_, request| {
        let path = request.path.as_str();
        if path.contains("/logs") {
            return wire::log(path, &format!("{EVIL}\n"), true);
        }
        if path.ends_with("/artifacts") {
            let digest = rgrid_shared::digest::Digest::of(b"");
            let get = json!({ "url": "http://127.0.0.1:9/" });
            let file =
                json!({ "path": EVIL.replace('/', "_"), "digest": digest, "size": 0, "get": get });
            return Reply::Json(200, json!({ "artifacts": [file] }));
        }
        if path.ends_with("/attempts") {
            return Reply::Json(200, json!({ "attempts": [] }));
        }
        if path.ends_with("/cancel") {
            return wire::refusal(409, "CONFLICT", EVIL);
        }
        if path.starts_with("/v1/jobs?") || path == "/v1/jobs" {
            return Reply::Json(200, json!({ "jobs": [job()] }));
        }
        Reply::Json(200, job())
    })
}

/// Names, labels, messages, errors and output, on the screen of whoever asks.
#[test]
fn scenario_29_escapes_in_output_names_metadata_and_errors_are_inert() {
    let commands: [&[&str]; 6] = [
        &["list"],
        &["status", JOB],
        &["outputs", JOB],
        &["logs", JOB],
        &["cancel", JOB],
        &["download", JOB, "no-such-file"],
    ];
    for words in commands {
        let (_, shown) = Terminal::start_as("xterm", &Scene::new(), &server(), 200, words).end();
        for order in ORDERS {
            assert!(
                !shown.contains(order),
                "{words:?} lets {order:?} pass: {shown:?}"
            );
        }
        // What was said is still to be read, as text.
        let silent = words[0] == "download";
        assert!(silent || shown.contains("owned"), "{words:?}: {shown:?}");
        let piped = Scene::new().run_with(&server().url, words);
        assert!(!piped.err.contains('\u{1b}'), "{words:?}: {:?}", piped.err);
    }
}
