//! Requests in few words.

use rgrid_shared::{
    digest::Digest,
    wire::{jobs::Job, submit::SubmittedJob},
};
use serde_json::{Value, json};

use super::Client;

/// A spec as small as they come.
pub(crate) fn spec() -> Value {
    json!({"runtime": "python", "command": ["python3", "-V"]})
}

/// An input of these bytes.
pub(crate) fn input(path: &str, bytes: &[u8]) -> Value {
    json!({"path": path, "digest": Digest::of(bytes), "size": bytes.len()})
}

/// A spec of more than three megabytes, of which two are as many as are held at once.
pub(crate) fn large_spec() -> Value {
    let inputs = (0..10_000).map(|at| input(&format!("{at:0>200}"), b"x"));
    let mut large = spec();
    large["inputs"] = inputs.collect();
    large
}

/// A batch of so many jobs.
pub(crate) fn batch(jobs: usize, parallel: u32) -> Value {
    let item = |at: usize| json!({"name": format!("f{at}"), "args": [format!("f{at}")]});
    let items: Vec<_> = (0..jobs).map(item).collect();
    json!({"spec": spec(), "items": items, "parallel": parallel})
}

impl Client {
    /// Submits a job that must be accepted.
    pub(crate) async fn submit(&self, spec: Value) -> Job {
        let made: SubmittedJob = self.post("/v1/jobs", json!({"spec": spec})).await.json(201);
        made.job
    }
}
