//! A server with a batch of two items, of which each made one file.

use rgrid_shared::digest::Digest;
use serde_json::{Value, json};

use crate::{
    fake::{Reply, Request},
    wire::{self, BATCH},
};

/// The items.
pub(super) const IDS: [&str; 2] = [
    "job_01jd0000000000000000000001",
    "job_01jd0000000000000000000002",
];

/// The item of a number: the first succeeded, the second as `second` says.
fn item(index: usize, second: &Value) -> Value {
    let name = ["a.txt", "b.txt"][index];
    let fields = json!({ "id": IDS[index], "batch": BATCH, "index": index, "name": name });
    let job = wire::with(wire::job("succeeded"), &fields);
    if index == 0 {
        job
    } else {
        wire::with(job, second)
    }
}

/// What it answers.
pub(crate) fn answer(here: &str, request: &Request, second: &Value, whole: bool) -> Reply {
    let failed = u32::from(second["state"] == "failed");
    let batch = |waiting| {
        let counts = json!({ "failed": failed, "cost_micros": 1_240 });
        wire::with(wire::batch(waiting, 2 - failed, 0), &counts)
    };
    match (request.method.as_str(), request.path.as_str()) {
        ("POST", _) => Reply::Json(
            200,
            json!({ "batch": batch(2), "jobs": IDS, "missing": [] }),
        ),
        (_, "/get") if whole => Reply::Bytes(b"made".to_vec(), 0),
        (_, "/get") => Reply::Bytes(b"else".to_vec(), 0),
        (_, path) if path.ends_with(BATCH) => Reply::Json(200, batch(0)),
        (_, path) if path.starts_with("/v1/jobs?") => {
            // A page each.
            if path.contains("before=") {
                return Reply::Json(200, json!({ "jobs": [item(0, second)] }));
            }
            Reply::Json(200, json!({ "jobs": [item(1, second)], "next": IDS[1] }))
        }
        (_, path) if path.ends_with("/artifacts") => {
            let file = json!({ "path": "out.txt", "digest": Digest::of(b"made"), "size": 4, "get": { "url": format!("{here}/get") } });
            Reply::Json(200, json!({ "artifacts": [file] }))
        }
        (_, path) if path.starts_with("/v1/jobs/") && !path.contains("follow") => {
            let index = usize::from(path.ends_with(IDS[1]));
            Reply::Json(200, item(index, second))
        }
        _ => wire::refusal(404, "RESOURCE_NOT_FOUND", "there is no such route"),
    }
}
