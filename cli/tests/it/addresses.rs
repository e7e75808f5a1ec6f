//! More missing files than one answer names (R-L11).

use std::sync::atomic::{AtomicUsize, Ordering};

use rgrid_shared::digest::Digest;
use serde_json::{Value, json};

use crate::{
    fake::{Fake, Reply},
    scene::Scene,
    wire,
};

/// A server that names one file of three, and hangs up on so many questions of each kind.
fn names_one(cuts: usize) -> Fake {
    let (pages, commits) = (AtomicUsize::new(0), AtomicUsize::new(0));
    Fake::new(move |here, request| {
        let hangs_up = |count: &AtomicUsize| count.fetch_add(1, Ordering::SeqCst) < cuts;
        let upload = |digest: &Value| json!({ "digest": digest, "size": 100_000, "put": { "url": format!("{here}/put") } });
        match (request.method.as_str(), request.path.as_str()) {
            ("POST", "/v1/batches") => {
                let first = json!(Digest::of("a".repeat(100_000).as_bytes()));
                let answer = json!({ "batch": wire::batch(3, 0, 0), "jobs": [], "missing": [upload(&first)], "missing_total": 3 });
                Reply::Json(200, answer)
            }
            ("POST", "/v1/blobs/uploads") if hangs_up(&pages) => Reply::Cut,
            ("POST", "/v1/blobs/commit") if hangs_up(&commits) => Reply::Cut,
            ("POST", "/v1/blobs/uploads") => {
                let asked: Value = serde_json::from_slice(&request.body).unwrap();
                let blobs = asked["blobs"].as_array().unwrap();
                let missing: Vec<_> = blobs.iter().map(|blob| upload(&blob["digest"])).collect();
                Reply::Json(200, json!({ "missing": missing }))
            }
            ("POST", "/v1/blobs/commit") => {
                Reply::Json(200, json!({ "stored": [], "missing": [] }))
            }
            ("PUT", _) => Reply::Json(200, json!({})),
            _ => wire::refusal(404, "RESOURCE_NOT_FOUND", "there is no such route"),
        }
    })
}

/// All three files are sent to it.
fn sent_to(fake: &Fake) {
    let scene = Scene::new();
    scene.write("p.py", "");
    for name in ["a", "b", "c"] {
        scene.write(name, &name.repeat(100_000));
    }
    let words = ["run", "--detach", "p.py", "--batch", "a", "b", "c"];
    let said = scene.run_with(&fake.url, &words);
    assert_eq!(said.code, 0, "{}", said.err);
    let asked = fake.asked();
    let puts = asked.iter().filter(|asked| *asked == "PUT /put").count();
    assert_eq!(puts, 3, "{asked:?}");
}

/// An answer names a thousand missing files; the addresses of the others are asked for.
#[test]
fn what_one_answer_does_not_name_is_asked_for_and_sent_too() {
    sent_to(&names_one(0));
}

/// More often than one call is repeated: what was sent already is not given up for a stumble.
#[test]
fn a_server_that_stumbles_over_addresses_or_a_commit_is_asked_again() {
    sent_to(&names_one(6));
}
