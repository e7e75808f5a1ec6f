//! A server whose job and batch go on until they are cancelled.

use std::sync::atomic::{AtomicBool, Ordering};

use serde_json::json;

use crate::{
    fake::{Fake, Reply, Request},
    wire::{self, BATCH, JOB},
};

/// A server with a job and a batch that go on until they are cancelled; the job says `tick` at every look.
pub(crate) fn ticking(missing: bool) -> Fake {
    let cancelled = AtomicBool::new(false);
    Fake::new(move |here, request| answer(here, request, missing, &cancelled))
}

fn answer(here: &str, request: &Request, missing: bool, cancelled: &AtomicBool) -> Reply {
    let path = request.path.as_str();
    let over = cancelled.load(Ordering::SeqCst);
    let state = if over { "cancelled" } else { "running" };
    let job = wire::with(
        wire::job(state),
        &json!({ "reason": over.then_some("cancelled") }),
    );
    let batch = if over {
        wire::batch(0, 0, 2)
    } else {
        wire::batch(2, 0, 0)
    };
    let digest = wire::digest_in(&request.body);
    let put =
        json!([{ "digest": digest, "size": 100_000, "put": { "url": format!("{here}/put") } }]);
    let missing = if missing { put } else { json!([]) };
    match (request.method.as_str(), path) {
        ("PUT", _) => Reply::Silence,
        ("POST", "/v1/jobs") => Reply::Json(200, json!({ "job": job, "missing": missing })),
        ("POST", "/v1/batches") => Reply::Json(
            200,
            json!({ "batch": batch, "jobs": [], "missing": missing }),
        ),
        ("POST", _) if path.ends_with("/cancel") => {
            cancelled.store(true, Ordering::SeqCst);
            Reply::Json(200, if path.contains(JOB) { job } else { batch })
        }
        ("GET", _) if path.contains("/logs?") => tick(path, over),
        ("GET", _) if path.ends_with(JOB) => Reply::Json(200, job),
        ("GET", _) if path.ends_with(BATCH) => Reply::Json(200, batch),
        ("GET", _) if path.ends_with("/artifacts") => Reply::Json(200, json!({ "artifacts": [] })),
        ("GET", _) if path.starts_with("/v1/jobs?") => Reply::Json(200, json!({ "jobs": [] })),
        _ => wire::refusal(404, "RESOURCE_NOT_FOUND", "there is no such route"),
    }
}

fn tick(path: &str, over: bool) -> Reply {
    let pos: u64 = path.rsplit("pos=").next().unwrap().parse().unwrap();
    let chunk = json!({ "attempt": 1, "stream": "stdout", "pos": pos, "data": "dGljawo=" });
    let next = json!({ "attempt": 1, "pos": pos + 5 });
    let chunks = if over { json!([]) } else { json!([chunk]) };
    Reply::Json(200, json!({ "chunks": chunks, "next": next, "end": over }))
}
