//! Batches whose following fails while files are still being sent (R-L10).

use std::{fs::OpenOptions, process::Stdio};

use serde_json::json;

use crate::{
    fake::{Fake, Reply, Request},
    scene::{Said, Scene, said},
    wire::{self, BATCH},
};

/// A server that takes no file, has one job that ended, and answers who looks only with `look`.
fn server(look: u16) -> Fake {
    Fake::new(move |here, request: &Request| {
        let path = request.path.as_str();
        let digest = wire::digest_in(&request.body);
        let put = json!({ "url": format!("{here}/put") });
        let missing = json!([{ "digest": digest, "size": 100_000, "put": put }]);
        let batch = wire::batch(2, 0, 0);
        match (request.method.as_str(), path) {
            ("PUT", _) => Reply::Silence,
            ("POST", "/v1/batches") => Reply::Json(
                200,
                json!({ "batch": batch, "jobs": [], "missing": missing }),
            ),
            _ if look == 401 => wire::refusal(401, "UNAUTHENTICATED", "unknown key"),
            ("POST", _) => Reply::Json(200, wire::batch(0, 0, 2)),
            (_, path) if path.ends_with(BATCH) => Reply::Json(200, batch),
            (_, path) if path.ends_with("/artifacts") => {
                Reply::Json(200, json!({ "artifacts": [] }))
            }
            (_, path) if path.starts_with("/v1/jobs?") => {
                Reply::Json(200, json!({ "jobs": [wire::job("cancelled")] }))
            }
            _ => wire::refusal(404, "RESOURCE_NOT_FOUND", "there is no such route"),
        }
    })
}

fn run(fake: &Fake, out: impl Into<Stdio>) -> Said {
    let scene = Scene::new();
    scene.write("p.py", "").write("big", &"x".repeat(100_000));
    let mut command = scene.command(&["run", "--json", "p.py", "--batch", "big"]);
    command
        .env("RGRID_URL", &fake.url)
        .env("RGRID_API_KEY", "k")
        .stdin(Stdio::null());
    said(command.stdout(out).output().unwrap())
}

fn was_cancelled(fake: &Fake) -> bool {
    fake.asked()
        .contains(&format!("POST {}/cancel", wire::path(BATCH)))
}

#[test]
fn a_full_disk_before_all_files_were_sent_cancels_the_batch() {
    let (fake, full) = (
        server(200),
        OpenOptions::new().write(true).open("/dev/full").unwrap(),
    );
    let said = run(&fake, full);
    assert_eq!(said.code, 246, "{}", said.err);
    assert!(was_cancelled(&fake), "{}", said.err);
    assert!(
        said.err.contains(&format!("; {BATCH} is cancelled")),
        "{}",
        said.err
    );
    assert!(!said.err.contains("goes on"), "{}", said.err);
}

#[test]
fn a_closed_pipe_before_all_files_were_sent_cancels_the_batch() {
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let fake = server(200);
    let said = run(&fake, writer);
    assert_eq!(said.code, 141, "{}", said.err);
    assert!(was_cancelled(&fake), "{}", said.err);
    let says = format!("left before all files were sent; {BATCH} is cancelled");
    assert!(said.err.contains(&says), "{}", said.err);
}

#[test]
fn a_key_that_may_not_even_cancel_says_what_is_left_to_do() {
    let fake = server(401);
    let said = run(&fake, Stdio::piped());
    assert_eq!(said.code, 241, "{}", said.out);
    assert!(
        said.out.contains(&format!("rgrid cancel {BATCH}")),
        "{}",
        said.out
    );
}
