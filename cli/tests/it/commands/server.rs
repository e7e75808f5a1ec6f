//! A server that has one of each thing.

use serde_json::{Value, json};

use crate::{
    fake::{Reply, Request},
    wire::{self, BATCH, JOB},
};

/// The id of the one key.
pub(super) const KEY: &str = "key_01jd0000000000000000000000";

/// What it answers.
pub(super) fn answer(request: &Request) -> Reply {
    let path = request.path.as_str();
    let answer = match request.method.as_str() {
        "GET" => get(path),
        "POST" => post(path),
        _ => Value::Null,
    };
    Reply::Json(200, answer)
}

fn post(path: &str) -> Value {
    let job = json!({ "job": wire::job("queued"), "missing": [] });
    let batch = json!({ "batch": wire::batch(2, 0, 0), "jobs": [], "missing": [] });
    let gone =
        json!([{ "digest": "0".repeat(64), "size": 1, "put": { "url": "http://127.0.0.1:1" } }]);
    match path {
        "/v1/nodes/enrol-tokens" => json!({ "token": "t0k", "expires_at": "2026-01-01T00:00:00Z" }),
        "/v1/jobs" => job,
        "/v1/batches" => batch,
        _ if path.ends_with("/retry") && path.contains(JOB) => job,
        _ if path.ends_with("/retry") => {
            wire::with(batch, &json!({ "missing": gone, "missing_total": 1 }))
        }
        _ if path.contains(JOB) => wire::job("running"),
        _ => wire::batch(1, 0, 1),
    }
}

fn get(path: &str) -> Value {
    let key = json!({ "id": KEY, "name": "ci", "created_at": "2026-01-01T00:00:00Z" });
    let old = json!({ "revoked_at": "2026-01-02T00:00:00Z" });
    let node = json!({ "id": "node_01jd0000000000000000000000", "name": "n", "state": "draining", "slots": 4,
        "running": 1, "version": "0.1.0", "last_seen_at": null });
    match path {
        "/v1/keys" => json!({ "keys": [key, wire::with(key.clone(), &old)] }),
        "/v1/nodes" => json!({ "nodes": [node] }),
        "/v1/account" => {
            json!({ "id": "acc_01jd0000000000000000000000", "name": "me", "operator": true })
        }
        _ if path.ends_with("/attempts") => attempts(),
        _ if path.ends_with(JOB) => failed(),
        _ if path.ends_with(BATCH) => wire::batch(1, 1, 0),
        _ => json!({ "jobs": [], "next": JOB }),
    }
}

fn attempts() -> Value {
    let attempt = |number, end: Value| {
        let begun = json!({ "id": "att_01jd0000000000000000000000", "number": number,
            "node": "node_01jd0000000000000000000000", "started_at": "2026-01-01T00:00:00Z" });
        wire::with(begun, &end)
    };
    json!({ "attempts": [
        attempt(1, json!({ "reason": "lost_node" })),
        attempt(2, json!({ "reason": "exit_code", "exit_code": 1 })),
        attempt(3, json!({ "finished_at": "2026-01-01T00:00:05Z" })),
        attempt(4, json!({})),
    ]})
}

fn failed() -> Value {
    let job = wire::job("failed");
    let labels = json!({ "metadata": { "k": "v" } });
    let spec = wire::with(job["spec"].clone(), &labels);
    let fields = json!({ "reason": "oom", "retry_of": JOB, "batch": BATCH, "name": "a b",
        "duration_ms": 320, "spec": spec });
    wire::with(job, &fields)
}
