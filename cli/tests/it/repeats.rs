//! A request that makes something is sent again, and then under the same key (R-L10, R-O6).

use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::{Value, json};

use crate::{
    fake::{Fake, Reply},
    scene::{Said, Scene},
    wire::{self, BATCH, JOB},
};

/// What is typed, where that is posted to, and the id that is printed at last.
const SUBMISSIONS: [(&[&str], &str, &str); 2] = [
    (&["run", "--detach", "p.py"], "/v1/jobs", JOB),
    (
        &["run", "--detach", "p.py", "--batch", "a"],
        "/v1/batches",
        BATCH,
    ),
];

fn accepted(path: &str) -> Value {
    let (job, batch) = (wire::job("queued"), wire::batch(2, 0, 0));
    match path {
        "/v1/jobs" => json!({ "job": job, "missing": [] }),
        _ => json!({ "batch": batch, "jobs": [], "missing": [] }),
    }
}

/// A server that stumbles over the first `fails` submissions and accepts the next.
fn stumbles(fails: usize, how: fn(&str) -> Reply) -> Fake {
    let asked = AtomicUsize::new(0);
    Fake::new(move |_, request| {
        let post = request.method == "POST";
        if post && asked.fetch_add(1, Ordering::SeqCst) < fails {
            return how(&request.path);
        }
        match request.path.as_str() {
            path if post => Reply::Json(201, accepted(path)),
            _ => wire::refusal(404, "RESOURCE_NOT_FOUND", "there is no such route"),
        }
    })
}

fn said(fake: &Fake, words: &[&str]) -> Said {
    let scene = Scene::new();
    scene.write("p.py", "").write("a", "");
    scene.run_with(&fake.url, words)
}

/// The answer to a submission that was done, which breaks off before its end.
fn torn(path: &str) -> Reply {
    let whole = accepted(path).to_string().into_bytes();
    Reply::Bytes(whole[..20].to_vec(), whole.len() - 20)
}

#[test]
fn a_submission_without_an_answer_is_sent_again_under_the_same_key() {
    let busy = |_: &str| wire::refusal(503, "UNAVAILABLE", "the database does not answer");
    let proxy = |_: &str| Reply::Json(502, json!("<html>"));
    for how in [|_: &str| Reply::Cut, torn, busy, proxy] {
        for (words, path, id) in SUBMISSIONS {
            let fake = stumbles(2, how);
            let said = said(&fake, words);
            assert_eq!(
                (said.code, said.out),
                (0, format!("{id}\n")),
                "{}",
                said.err
            );
            let keys = fake.keys_of(path);
            assert_eq!(keys.len(), 3, "{keys:?}");
            assert!(keys[0].as_ref().is_some_and(|key| !key.is_empty()));
            assert!(keys.iter().all(|key| *key == keys[0]), "{keys:?}");
        }
    }
}

#[test]
fn two_submissions_have_two_keys() {
    let fake = stumbles(0, |_| Reply::Cut);
    let (words, path, _) = SUBMISSIONS[0];
    for _ in 0..2 {
        said(&fake, words);
    }
    let keys = fake.keys_of(path);
    assert_eq!(keys.len(), 2);
    assert_ne!(keys[0], keys[1]);
}

#[test]
fn a_submission_that_is_refused_is_sent_once() {
    for (status, code) in [
        (400, "VALIDATION_ERROR"),
        (401, "UNAUTHENTICATED"),
        (403, "FORBIDDEN"),
        (409, "CONFLICT"),
        (413, "PAYLOAD_TOO_LARGE"),
        (422, "VALIDATION_ERROR"),
        (500, "INTERNAL"),
    ] {
        for (words, path, _) in SUBMISSIONS {
            let fake = Fake::new(move |_, _| wire::refusal(status, code, "no"));
            let said = said(&fake, words);
            assert_eq!(fake.keys_of(path).len(), 1, "{status}: {}", said.err);
            assert!(said.err.starts_with("rgrid: no\n"), "{}", said.err);
        }
    }
}
