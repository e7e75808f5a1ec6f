//! What a server says about jobs and batches, as JSON.

use serde_json::{Value, json};

use crate::fake::Reply;

/// The id of the one job.
pub(crate) const JOB: &str = "job_01jd0000000000000000000000";
/// The id of the one batch.
pub(crate) const BATCH: &str = "batch_01jd0000000000000000000000";

/// The job in a state.
pub(crate) fn job(state: &str) -> Value {
    json!({
        "id": JOB, "state": state, "attempts": 1, "created_at": "2026-01-01T00:00:00Z", "cost_micros": 0,
        "spec": { "runtime": "python", "command": ["python", "p.py"], "args": [], "env": [], "secrets": [],
            "inputs": [], "resources": {}, "timeout_s": 10, "network": false, "retries": 0, "metadata": {} },
    })
}

/// The same with other fields.
pub(crate) fn with(mut value: Value, fields: &Value) -> Value {
    for (name, field) in fields.as_object().unwrap() {
        value[name] = field.clone();
    }
    value
}

/// The batch of two jobs, in these states.
pub(crate) fn batch(waiting: u32, succeeded: u32, cancelled: u32) -> Value {
    let end = if waiting == 0 {
        json!("2026-01-01T00:00:09Z")
    } else {
        Value::Null
    };
    json!({
        "id": BATCH, "parallel": 2, "total": 2, "waiting": waiting, "running": 0, "succeeded": succeeded,
        "failed": 0, "cancelled": cancelled, "cost_micros": 0, "created_at": "2026-01-01T00:00:00Z",
        "finished_at": end,
    })
}

/// A page of a log: all of `text` on stdout, to who has not read it yet.
pub(crate) fn log(path: &str, text: &str, end: bool) -> Reply {
    let next = json!({ "attempt": 1, "pos": text.len() });
    let read = path.contains(&format!("pos={}", text.len()));
    let data = data_encoding::BASE64.encode(text.as_bytes());
    let chunk = json!({ "attempt": 1, "stream": "stdout", "pos": 0, "data": data });
    let chunks = if read { vec![] } else { vec![chunk] };
    Reply::Json(200, json!({ "chunks": chunks, "next": next, "end": end }))
}

/// An error of the server.
pub(crate) fn refusal(status: u16, code: &str, message: &str) -> Reply {
    Reply::Json(
        status,
        json!({ "error": { "code": code, "message": message, "request_id": "req_1" } }),
    )
}

/// The first digest of a file that is too large to ride along, in a submission.
pub(crate) fn digest_in(body: &[u8]) -> Value {
    let body: Value = serde_json::from_slice(body).unwrap_or_default();
    let large = |inputs: &Value| {
        let inputs = inputs.as_array().cloned().unwrap_or_default();
        inputs
            .into_iter()
            .find(|input| input["size"] == 100_000)
            .map(|input| input["digest"].clone())
    };
    large(&body["spec"]["inputs"])
        .or_else(|| large(&body["items"][0]["inputs"]))
        .unwrap_or_default()
}

/// Where a job or a batch is.
pub(crate) fn path(id: &str) -> String {
    let folder = if id.starts_with("job_") {
        "jobs"
    } else {
        "batches"
    };
    format!("/v1/{folder}/{id}")
}
