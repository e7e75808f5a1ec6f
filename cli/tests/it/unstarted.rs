//! A command that its image does not have (R-L3, R-L11).

use data_encoding::BASE64;
use serde_json::json;

use crate::{
    fake::{Fake, Reply, Request},
    scene::Scene,
    terminal::Terminal,
    wire::{self, JOB},
};

/// What the first process of a sandbox says.
const SAID: &str = "rgrid-init: exec nosuch failed: No such file or directory\n";

/// A server whose job said `text` on stderr and ended with 127.
fn ended(text: &'static str) -> Fake {
    Fake::new(move |_, request: &Request| {
        let failed = json!({ "reason": "exit_code", "exit_code": 127 });
        let job = wire::with(wire::job("failed"), &failed);
        let path = request.path.as_str();
        let data = BASE64.encode(text.as_bytes());
        let chunk = json!({ "attempt": 1, "stream": "stderr", "pos": 0, "data": data });
        let next = json!({ "attempt": 1, "pos": text.len() });
        match (request.method.as_str(), path) {
            ("POST", "/v1/jobs") => Reply::Json(200, json!({ "job": job, "missing": [] })),
            (_, path) if path.contains("/logs?") => {
                Reply::Json(200, json!({ "chunks": [chunk], "next": next, "end": true }))
            }
            (_, path) if path.ends_with("/artifacts") => {
                Reply::Json(200, json!({ "artifacts": [] }))
            }
            (_, path) if path.ends_with(JOB) => Reply::Json(200, job),
            _ => wire::refusal(404, "RESOURCE_NOT_FOUND", "there is no such route"),
        }
    })
}

#[test]
fn what_a_sandbox_says_is_piped_byte_for_byte() {
    let said = Scene::new().run_with(&ended(SAID).url, &["run", "--", "nosuch"]);
    assert_eq!((said.code, said.err.as_str()), (127, SAID));
}

#[test]
fn a_command_that_cannot_be_started_is_told_after_the_log() {
    let (scene, fake) = (Scene::new(), ended(SAID));
    let (code, shown) = Terminal::start(&scene, &fake, 200, &["run", "--", "nosuch"]).end();
    let says = "rgrid: `nosuch` cannot be started in this runtime: No such file or directory\n";
    assert_eq!(code, 127, "{shown}");
    assert!(shown.contains(&format!("{SAID}{says}")), "{shown}");
}

#[test]
fn a_script_that_says_more_has_ended_by_itself() {
    let text = "it began\nrgrid-init: exec x failed: y\n";
    let (scene, fake) = (Scene::new(), ended(text));
    let (_, shown) = Terminal::start(&scene, &fake, 200, &["run", "--", "nosuch"]).end();
    assert!(shown.contains(text), "{shown}");
    assert!(shown.contains("exited with code 127"), "{shown}");
}
