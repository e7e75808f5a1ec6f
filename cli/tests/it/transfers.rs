//! Files on their way when the store stumbles (R-L11).

use std::sync::atomic::{AtomicUsize, Ordering};

use rgrid_shared::digest::Digest;
use serde_json::{Value, json};

use crate::{
    fake::{Fake, Reply, Request},
    scene::Scene,
    wire::{self, JOB},
};

/// An upload that is missing.
fn missing(here: &str, request: &Request) -> Value {
    let digest = wire::digest_in(&request.body);
    json!([{ "digest": digest, "size": 100_000, "put": { "url": format!("{here}/put") } }])
}

/// A server that wants one file; `put`, `again` and `commit` are its answers about that.
fn wants_a_file(
    put: impl Fn(usize) -> u16 + Send + Sync + 'static,
    again: bool,
    commit: bool,
) -> Fake {
    let (puts, wanted) = (AtomicUsize::new(0), std::sync::Mutex::new(Value::Null));
    Fake::new(move |here, request| {
        let file = Digest::of("x".repeat(100_000).as_bytes());
        match (request.method.as_str(), request.path.as_str()) {
            ("POST", "/v1/jobs") => {
                *wanted.lock().unwrap() = missing(here, request);
                let missing = wanted.lock().unwrap().clone();
                Reply::Json(
                    200,
                    json!({ "job": wire::job("awaiting_input"), "missing": missing }),
                )
            }
            ("PUT", _) => Reply::Json(put(puts.fetch_add(1, Ordering::SeqCst)), json!({})),
            ("POST", "/v1/blobs/uploads") => {
                let missing = if again {
                    wanted.lock().unwrap().clone()
                } else {
                    json!([])
                };
                Reply::Json(200, json!({ "missing": missing }))
            }
            ("POST", "/v1/blobs/commit") => {
                let missing = if commit { json!([]) } else { json!([file]) };
                Reply::Json(200, json!({ "stored": [], "missing": missing }))
            }
            ("POST", _) => Reply::Json(200, wire::job("cancelled")),
            ("GET", path) if path.contains("/logs?") => wire::log(path, "done\n", true),
            ("GET", path) if path.ends_with(JOB) => Reply::Json(200, wire::job("succeeded")),
            ("GET", path) if path.ends_with("/artifacts") => {
                Reply::Json(200, json!({ "artifacts": [] }))
            }
            _ => wire::refusal(404, "RESOURCE_NOT_FOUND", "there is no such route"),
        }
    })
}

fn scene() -> Scene {
    let scene = Scene::new();
    scene.write("p.py", "").write("big", &"x".repeat(100_000));
    scene
}

#[test]
fn an_upload_whose_address_expired_gets_another() {
    let fake = wants_a_file(|tries| if tries == 0 { 403 } else { 200 }, true, true);
    let said = scene().run_with(&fake.url, &["run", "p.py", "big"]);
    assert_eq!(
        (said.code, said.out.as_str()),
        (0, "done\n"),
        "{}",
        said.err
    );
    let asked = fake.asked();
    assert_eq!(asked.iter().filter(|asked| *asked == "PUT /put").count(), 2);
    assert!(asked.contains(&"POST /v1/blobs/commit".to_owned()));
}

#[test]
fn what_another_run_stored_meanwhile_is_not_sent_again() {
    let fake = wants_a_file(|_| 503, false, true);
    let said = scene().run_with(&fake.url, &["run", "p.py", "big"]);
    assert_eq!(said.code, 0, "{}", said.err);
}

#[test]
fn a_refused_upload_names_the_file_and_what_became_of_the_job() {
    let fake = wants_a_file(|_| 403, true, true);
    let said = scene().run_with(&fake.url, &["run", "p.py", "big"]);
    assert_eq!(said.code, 245, "{}", said.err);
    let path = "/big: the blob store answered 403 Forbidden";
    assert!(said.err.starts_with("rgrid: cannot send "), "{}", said.err);
    assert!(
        said.err
            .contains(&format!("{path}; {JOB} is cancelled\nhint: type it again")),
        "{}",
        said.err
    );
}

#[test]
fn a_store_without_what_was_sent_is_a_fault_of_ours() {
    let fake = wants_a_file(|_| 200, true, false);
    let said = scene().run_with(&fake.url, &["run", "p.py", "big"]);
    assert_eq!(said.code, 250, "{}", said.err);
    assert!(
        said.err.contains("the store does not have what was sent"),
        "{}",
        said.err
    );
}
