//! What a server says about jobs and batches, as JSON.

use serde_json::{Value, json};

use crate::fake::Reply;

/// The id of the one job.
pub(crate) const JOB: &str = "job_01jd0000000000000000000000";

/// The job in a state.
pub(crate) fn job(state: &str) -> Value {
    json!({
        "id": JOB, "state": state, "attempts": 1, "created_at": "2026-01-01T00:00:00Z", "cost_micros": 0,
        "spec": { "runtime": "python", "command": ["python", "p.py"], "args": [], "env": [], "secrets": [],
            "inputs": [], "resources": {}, "timeout_s": 10, "network": false, "retries": 0, "metadata": {} },
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
