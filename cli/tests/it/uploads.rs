//! Files that cannot be sent (R-L11).

use serde_json::json;

use crate::{
    fake::{Fake, Reply, Request},
    scene::Scene,
    wire::{self, BATCH, JOB},
};

/// A server that asks for a file that nobody offered, and says `cancel` to cancelling.
fn asks_for_another(request: &Request, cancel: u16) -> Reply {
    let none = "0".repeat(64);
    let missing =
        json!([{ "digest": none, "size": 1, "put": { "url": "http://127.0.0.1:1/put" } }]);
    match (request.method.as_str(), request.path.as_str()) {
        ("POST", "/v1/jobs") => Reply::Json(
            200,
            json!({ "job": wire::job("queued"), "missing": missing }),
        ),
        ("POST", "/v1/batches") => Reply::Json(
            200,
            json!({ "batch": wire::batch(2, 0, 0), "jobs": [], "missing": missing }),
        ),
        ("POST", path) if path.ends_with("/cancel") && cancel == 200 && path.contains(JOB) => {
            Reply::Json(200, wire::job("cancelled"))
        }
        ("POST", path) if path.ends_with("/cancel") && cancel == 200 => {
            Reply::Json(200, wire::batch(0, 0, 2))
        }
        ("GET", path) if path.starts_with("/v1/jobs?") => Reply::Json(200, json!({ "jobs": [] })),
        ("GET", path) if path.ends_with(BATCH) => Reply::Json(200, wire::batch(2, 0, 0)),
        _ => wire::refusal(404, "RESOURCE_NOT_FOUND", "there is no such route"),
    }
}

/// What waits for its files can never start, attached or not.
#[test]
fn what_cannot_be_sent_is_cancelled_and_said_to_be() {
    for (words, id) in [
        (&["run", "p.py"][..], JOB),
        (&["run", "--detach", "p.py"], JOB),
        (&["run", "p.py", "--batch", "big"], BATCH),
        (&["run", "--detach", "p.py", "--batch", "big"], BATCH),
    ] {
        let scene = Scene::new();
        scene.write("p.py", "").write("big", "");
        let fake = Fake::new(|_, request| asks_for_another(request, 200));
        let said = scene.run_with(&fake.url, words);
        assert_eq!(
            (said.code, said.out.as_str()),
            (250, ""),
            "{words:?}: {}",
            said.err
        );
        assert!(
            said.err.contains(&format!("; {id} is cancelled\n")),
            "{words:?}: {}",
            said.err
        );
        let cancel = format!("POST {}/cancel", wire::path(id));
        assert!(fake.asked().contains(&cancel), "{words:?}");
    }
}

#[test]
fn what_cannot_be_cancelled_either_is_named() {
    let scene = Scene::new();
    scene.write("p.py", "");
    let fake = Fake::new(|_, request| asks_for_another(request, 404));
    let said = scene.run_with(&fake.url, &["run", "p.py"]);
    assert_eq!(said.code, 250, "{}", said.err);
    let hint = format!("hint: rgrid cancel {JOB}    it can never start\n");
    assert!(said.err.contains(&hint), "{}", said.err);
}

/// A file that goes away after it was hashed.
#[test]
fn what_was_cancelled_is_not_said_to_go_on() {
    for (words, id) in [
        (&["run", "p.py", "big"][..], JOB),
        (&["run", "p.py", "--batch", "big"], BATCH),
    ] {
        let scene = Scene::new();
        scene.write("p.py", "").write("big", &"x".repeat(100_000));
        let big = scene.cwd().join("big");
        let fake = Fake::new(move |_, request| {
            let path = request.path.as_str();
            if !["/v1/jobs", "/v1/batches"].contains(&path) {
                return asks_for_another(request, 200);
            }
            std::fs::remove_file(&big).unwrap();
            let digest = wire::digest_in(&request.body);
            let put = json!({ "url": "http://127.0.0.1:1/put" });
            let missing = json!([{ "digest": digest, "size": 100_000, "put": put }]);
            let (job, batch) = (wire::job("queued"), wire::batch(2, 0, 0));
            Reply::Json(
                200,
                json!({ "job": job, "batch": batch, "jobs": [], "missing": missing }),
            )
        });
        let said = scene.run_with(&fake.url, words);
        assert_eq!(said.code, 246, "{words:?}: {}", said.err);
        let says = format!("/big changed while it was being sent; {id} is cancelled\n");
        assert!(said.err.contains(&says), "{words:?}: {}", said.err);
        assert!(!said.err.contains("goes on"), "{words:?}: {}", said.err);
    }
}
