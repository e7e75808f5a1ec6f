//! The receipt of a batch: `manifest.json` beside the outputs (R-L2).

use rgrid_shared::digest::Digest;
use serde_json::{Value, json};

use crate::{
    bring::{WORDS, run},
    scene::Scene,
    wire::BATCH,
};

fn receipt(scene: &Scene, path: &str) -> Value {
    let text = std::fs::read_to_string(scene.cwd().join(path)).unwrap();
    let mut value: Value = serde_json::from_str(&text).unwrap();
    assert!(value["written_at"].is_string());
    value["written_at"] = Value::Null;
    value
}

/// Input, job, state, exit code, seconds, cost, and each output with its size and SHA-256.
#[test]
fn a_batch_leaves_a_receipt_beside_its_outputs() {
    let second = json!({ "state": "failed", "reason": "exit_code", "exit_code": 3,
        "duration_ms": 1_500, "cost_micros": 7 });
    let (scene, said) = run(second, true, &WORDS);
    assert_eq!(said.code, 1, "{}", said.err);
    let file = |path| json!({ "path": path, "size": 4, "sha256": Digest::of(b"made") });
    let expected = json!({
        "schema": "rgrid.manifest/1", "batch": BATCH, "written_at": null, "items": [
            { "index": 0, "input": "a.txt", "job": "job_01jd0000000000000000000001", "batch": BATCH,
                "state": "succeeded", "reason": null, "exit_code": null, "seconds": null,
                "cost_micros": 0, "reused": false, "fetched": true, "outputs": [file("a/out.txt")] },
            { "index": 1, "input": "b.txt", "job": "job_01jd0000000000000000000002", "batch": BATCH,
                "state": "failed", "reason": "exit_code", "exit_code": 3, "seconds": 1.5,
                "cost_micros": 7, "reused": false, "fetched": true, "outputs": [file("b/out.txt")] },
        ],
    });
    assert_eq!(receipt(&scene, "outputs/manifest.json"), expected);
    let (later, got) = run(json!({}), true, &["download", "-o", "o", BATCH]);
    assert_eq!(got.code, 0, "{}", got.err);
    let items = &receipt(&later, "o/manifest.json")["items"];
    assert_eq!(items[0], expected["items"][0]);
}

#[test]
fn a_receipt_says_what_did_not_come_home() {
    let (scene, said) = run(json!({}), false, &WORDS);
    assert_eq!(said.code, 246, "{}", said.err);
    let items = &receipt(&scene, "outputs/manifest.json")["items"];
    assert_eq!(
        (&items[0]["fetched"], &items[0]["outputs"]),
        (&json!(false), &json!([]))
    );
}

#[test]
fn a_download_of_some_files_leaves_the_receipt_alone() {
    let (scene, said) = run(json!({}), true, &["download", BATCH, "out.txt"]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(!scene.cwd().join("outputs/manifest.json").exists());
}

/// A receipt that cannot be written is no silent loss: a folder cannot be replaced by a file.
#[test]
fn a_receipt_that_cannot_be_written_fails_the_command() {
    let beside = format!("outputs/manifest-{BATCH}.json/x");
    let (scene, _) = run(json!({}), true, &["outputs", BATCH]);
    scene
        .write("outputs/manifest.json", "mine")
        .write(&beside, "");
    let fake = crate::fake::Fake::new(|here, request| {
        crate::bring::answer(here, request, &json!({}), true)
    });
    let said = scene.run_with(&fake.url, &WORDS);
    assert_eq!(said.code, 246, "{}", said.err);
    assert!(
        said.err.contains("is in the way: it is a folder"),
        "{}",
        said.err
    );
    assert!(
        said.err.contains(&format!("hint: rgrid download {BATCH}")),
        "{}",
        said.err
    );
}
