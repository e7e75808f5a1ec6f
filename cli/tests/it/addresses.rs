//! More missing files than one answer names.

use rgrid_shared::digest::Digest;
use serde_json::{Value, json};

use crate::{
    fake::{Fake, Reply},
    scene::Scene,
    wire,
};

/// An answer names a thousand missing files; the addresses of the others are asked for.
#[test]
fn what_one_answer_does_not_name_is_asked_for_and_sent_too() {
    let scene = Scene::new();
    scene.write("p.py", "");
    let names = ["a", "b", "c"];
    for name in names {
        scene.write(name, &name.repeat(100_000));
    }
    let fake = Fake::new(|here, request| {
        let upload = |digest: &Value| json!({ "digest": digest, "size": 100_000, "put": { "url": format!("{here}/put") } });
        match (request.method.as_str(), request.path.as_str()) {
            ("POST", "/v1/batches") => {
                let first = json!(Digest::of("a".repeat(100_000).as_bytes()));
                let answer = json!({ "batch": wire::batch(3, 0, 0), "jobs": [], "missing": [upload(&first)], "missing_total": 3 });
                Reply::Json(200, answer)
            }
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
    });
    let words = ["run", "--detach", "p.py", "--batch", "a", "b", "c"];
    let said = scene.run_with(&fake.url, &words);
    assert_eq!(said.code, 0, "{}", said.err);
    let asked = fake.asked();
    let puts = asked.iter().filter(|asked| *asked == "PUT /put").count();
    assert_eq!(puts, 3, "{asked:?}");
}
