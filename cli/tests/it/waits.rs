//! Why nothing begins, told to whoever waits (R-L11).

use serde_json::{Value, json};

use crate::{
    fake::{Fake, Reply, Request},
    scene::Scene,
    wire::{self, BATCH, JOB},
};

fn waiting() -> Value {
    json!({ "waiting_for": {
        "reason": "larger_node", "message": "no node has 900 GiB of memory; the largest has 8 GiB",
        "hint": "rgrid run --memory 8G …",
    }})
}

/// A server with a job and a batch that wait until someone was told why.
fn answer(asked: usize, request: &Request) -> Reply {
    let job = |state| wire::with(wire::job(state), &json!({ "attempts": 0 }));
    match (request.method.as_str(), request.path.as_str()) {
        ("POST", "/v1/jobs") => Reply::Json(200, json!({ "job": job("queued"), "missing": [] })),
        ("POST", "/v1/batches") => Reply::Json(
            200,
            json!({ "batch": wire::batch(2, 0, 0), "jobs": [], "missing": [] }),
        ),
        ("GET", path) if path.contains("/logs?") => wire::log(path, "", asked > 0),
        ("GET", path) if path.ends_with(JOB) && asked > 1 => Reply::Json(200, job("succeeded")),
        ("GET", path) if path.ends_with(JOB) => {
            Reply::Json(200, wire::with(job("queued"), &waiting()))
        }
        ("GET", path) if path.ends_with(BATCH) && asked > 2 => {
            Reply::Json(200, wire::batch(0, 2, 0))
        }
        ("GET", path) if path.ends_with(BATCH) => {
            Reply::Json(200, wire::with(wire::batch(2, 0, 0), &waiting()))
        }
        ("GET", path) if path.ends_with("/artifacts") => {
            Reply::Json(200, json!({ "artifacts": [] }))
        }
        ("GET", path) if path.ends_with("/attempts") => Reply::Json(200, json!({ "attempts": [] })),
        ("GET", path) if path.starts_with("/v1/jobs?") => Reply::Json(200, json!({ "jobs": [] })),
        _ => wire::refusal(404, "RESOURCE_NOT_FOUND", "there is no such route"),
    }
}

/// A server that counts how often it was asked for the job or the batch.
fn server() -> Fake {
    let asked = std::sync::atomic::AtomicUsize::new(0);
    Fake::new(move |_, request| {
        let one = request.path.ends_with(JOB) || request.path.ends_with(BATCH);
        let before = asked.fetch_add(usize::from(one), std::sync::atomic::Ordering::SeqCst);
        answer(before + usize::from(one), request)
    })
}

#[test]
fn status_says_why_a_job_or_a_batch_waits() {
    for id in [JOB, BATCH] {
        let said = Scene::new().run_with(&server().url, &["status", id]);
        assert_eq!(said.code, 0, "{}", said.err);
        assert!(
            said.out.contains("waits     no node has 900 GiB of memory"),
            "{}",
            said.out
        );
        assert!(
            said.out.contains("next      rgrid run --memory 8G …"),
            "{}",
            said.out
        );
    }
}

#[test]
fn an_attached_run_says_why_it_waits_once() {
    for words in [&["run", "p.py"][..], &["run", "p.py", "--batch", "a", "b"]] {
        let scene = Scene::new();
        scene.write("p.py", "").write("a", "").write("b", "");
        let said = scene.run_with(&server().url, words);
        assert_eq!(said.code, 0, "{words:?}: {}", said.err);
        let says = "rgrid: it cannot start: no node has 900 GiB of memory; the largest has 8 GiB\nhint: rgrid run --memory 8G …\n";
        assert_eq!(said.err.matches(says).count(), 1, "{words:?}: {}", said.err);
        assert!(said.err.contains("hint: rgrid cancel "), "{}", said.err);
    }
}

/// The id alone is on stdout, and what keeps it from ever starting is a line on stderr.
#[test]
fn a_detached_run_that_no_node_can_hold_is_warned_of() {
    for (words, id) in [
        (&["run", "-d", "p.py"][..], JOB),
        (&["run", "-d", "p.py", "--batch", "a", "b"], BATCH),
    ] {
        let scene = Scene::new();
        scene.write("p.py", "").write("a", "").write("b", "");
        let said = scene.run_with(&server().url, words);
        assert_eq!(
            (said.code, said.out),
            (0, format!("{id}\n")),
            "{}",
            said.err
        );
        let says = format!(
            "rgrid: warning: it cannot start: no node has 900 GiB of memory; the largest has 8 GiB; rgrid cancel {id} gives it up\n"
        );
        assert_eq!(said.err, says);
    }
}
