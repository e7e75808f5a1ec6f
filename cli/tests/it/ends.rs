//! Waiting for an end: of a batch that is come back to, and with `--wait` and `--timeout`.

use serde_json::json;

use crate::{
    fake::{Fake, Reply, Request},
    interrupts::ticking::ticking,
    scene::Scene,
    terminal::Terminal,
    wire::{self, BATCH, JOB},
};

/// A server whose job failed with code 3 and whose batch has one that did not succeed.
fn ended() -> Fake {
    Fake::new(|_, request: &Request| {
        let path = request.path.as_str();
        let end = json!({ "reason": "exit_code", "exit_code": 3 });
        let job = wire::with(wire::job("failed"), &end);
        let batch = wire::with(wire::batch(0, 1, 0), &json!({ "failed": 1 }));
        match path {
            _ if path.ends_with("/retry") && path.contains(JOB) => {
                Reply::Json(200, json!({ "job": job, "missing": [] }))
            }
            _ if path.ends_with("/artifacts") => Reply::Json(200, json!({ "artifacts": [] })),
            _ if path.ends_with("/attempts") => Reply::Json(200, json!({ "attempts": [] })),
            _ if path.starts_with("/v1/jobs?") => Reply::Json(200, json!({ "jobs": [job] })),
            _ if path.starts_with("/v1/batches?") || path == "/v1/batches" => {
                Reply::Json(200, json!({ "batches": [batch] }))
            }
            _ if path.ends_with(JOB) => Reply::Json(200, job),
            _ if path.ends_with(BATCH) => Reply::Json(200, batch),
            _ => wire::refusal(404, "RESOURCE_NOT_FOUND", "there is no such route"),
        }
    })
}

#[test]
fn a_batch_that_is_come_back_to_leaves_its_receipt_and_its_exit_code() {
    let (scene, fake) = (Scene::new(), ended());
    let said = scene.run_with(&fake.url, &["attach", BATCH]);
    assert_eq!(said.code, 1, "{}", said.err);
    for says in [
        "1 of 2 succeeded",
        &format!("hint: rgrid failures {BATCH}"),
        &format!("hint: rgrid retry {BATCH}"),
    ] {
        assert!(said.err.contains(says), "{says}: {}", said.err);
    }
    assert!(scene.cwd().join("outputs/manifest.json").exists());
}

#[test]
fn who_waits_exits_as_the_job_or_batch_did() {
    let (scene, fake) = (Scene::new(), ended());
    let code = |words: &[&str]| scene.run_with(&fake.url, words).code;
    assert_eq!(code(&["status", "--wait", JOB]), 3);
    assert_eq!(code(&["status", "-w", JOB]), 0);
    assert_eq!(code(&["status", "--wait", BATCH]), 1);
    let said = scene.run_with(&fake.url, &["retry", "--wait", JOB]);
    assert_eq!((said.code, said.out), (3, format!("{JOB}\n")));
}

#[test]
fn who_tries_again_is_told_that_it_is_the_same_script() {
    let (_, shown) = Terminal::start(&Scene::new(), &ended(), 120, &["retry", JOB]).end();
    assert!(shown.contains("`rgrid run` sends changed ones"), "{shown}");
}

#[test]
fn waiting_ends_in_time_and_what_is_waited_for_goes_on() {
    let (scene, fake) = (Scene::new(), ticking(false));
    for (id, noun) in [(JOB, "job"), (BATCH, "batch")] {
        let words = ["status", "--wait", "--timeout", "1", id];
        let said = scene.run_with(&fake.url, &words);
        assert_eq!(said.code, 249, "{}", said.err);
        let says = format!("rgrid: it has not ended after 1.0 s; the {noun} goes on\n");
        assert!(said.err.contains(&says), "{}", said.err);
    }
    let said = scene.run_with(&fake.url, &["cancel", "--wait", BATCH]);
    assert_eq!(said.code, 0, "{}", said.err);
}

#[test]
fn a_quiet_list_is_ids_only() {
    let (scene, fake) = (Scene::new(), ended());
    let said = scene.run_with(&fake.url, &["list", "-q"]);
    assert_eq!(said.out, format!("{JOB}\n"), "{}", said.err);
    let said = scene.run_with(&fake.url, &["list", "--batches", "-q"]);
    assert_eq!(said.out, format!("{BATCH}\n"), "{}", said.err);
}
