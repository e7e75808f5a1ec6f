//! Downloads from a store that stumbles (R-L11).

use std::sync::atomic::{AtomicUsize, Ordering};

use rgrid_shared::digest::Digest;
use serde_json::json;

use crate::{
    fake::{Fake, Reply},
    scene::Scene,
    wire::{self, JOB},
};

/// A server with one output, whose bytes come as `reply` says.
fn gives_a_file(reply: impl Fn(usize) -> Reply + Send + Sync + 'static) -> Fake {
    let gets = AtomicUsize::new(0);
    Fake::new(move |here, request| match request.path.as_str() {
        "/get" => reply(gets.fetch_add(1, Ordering::SeqCst)),
        path if path.ends_with("/artifacts") => {
            let digest = Digest::of(b"whole");
            let file = json!({ "path": "d/out.txt", "digest": digest, "size": 5, "get": { "url": format!("{here}/get") } });
            Reply::Json(200, json!({ "artifacts": [file] }))
        }
        _ => Reply::Json(200, wire::job("succeeded")),
    })
}

#[test]
fn a_download_that_breaks_off_is_fetched_again() {
    let fake = gives_a_file(|tries| match tries {
        0 => Reply::Bytes(b"who".to_vec(), 2),
        1 => Reply::Cut,
        2 => Reply::Json(403, json!({})),
        _ => Reply::Bytes(b"whole".to_vec(), 0),
    });
    let scene = Scene::new();
    let said = scene.run_with(&fake.url, &["download", JOB]);
    assert_eq!((said.code, said.err.as_str()), (0, "rgrid: 1 file, 5 B\n"));
    assert_eq!(
        std::fs::read(scene.cwd().join("d/out.txt")).unwrap(),
        b"whole"
    );
}

#[test]
fn bytes_that_arrive_damaged_never_land() {
    let fake = gives_a_file(|_| Reply::Bytes(b"other".to_vec(), 0));
    let scene = Scene::new();
    let said = scene.run_with(&fake.url, &["download", "--json", JOB]);
    assert_eq!((said.code, said.err.as_str()), (246, ""));
    assert!(
        said.out
            .contains("cannot fetch ./d/out.txt: the bytes of blob"),
        "{}",
        said.out
    );
    assert!(
        said.out.contains(&format!("rgrid download {JOB}")),
        "{}",
        said.out
    );
    assert!(!scene.cwd().join("d/out.txt").exists());
}

#[test]
fn a_place_that_cannot_be_written_is_named() {
    let fake = gives_a_file(|_| Reply::Bytes(b"whole".to_vec(), 0));
    let scene = Scene::new();
    scene.write("d", "a file where a folder should be");
    let said = scene.run_with(&fake.url, &["download", JOB]);
    assert_eq!(said.code, 246, "{}", said.err);
    assert!(
        said.err.starts_with("rgrid: ./d is in the way: "),
        "{}",
        said.err
    );
}

#[test]
fn an_output_that_is_not_there_and_a_job_that_has_not_ended_are_sentences() {
    let fake = gives_a_file(|_| Reply::Cut);
    let said = Scene::new().run_with(&fake.url, &["download", JOB, "x.txt"]);
    assert_eq!(
        (said.code, said.err.as_str()),
        (
            242,
            "rgrid: there is no output x.txt\nhint: rgrid outputs\n"
        )
    );
    let fake = Fake::new(|_, request| {
        if request.path.ends_with("/artifacts") {
            return Reply::Json(200, json!({ "artifacts": [] }));
        }
        Reply::Json(200, wire::job("running"))
    });
    let said = Scene::new().run_with(&fake.url, &["download", JOB]);
    assert_eq!(said.code, 243, "{}", said.err);
    assert!(said.err.contains("has not ended yet"), "{}", said.err);
}

/// What is here and differs is kept and named, and the others come nevertheless.
#[test]
fn a_file_that_differs_here_does_not_keep_the_others_away() {
    let names = ["a", "b", "c", "d", "e", "f", "new"];
    let fake = Fake::new(move |here, request| match request.path.as_str() {
        "/get" => Reply::Bytes(b"whole".to_vec(), 0),
        path if path.ends_with("/artifacts") => {
            let file = |name| json!({ "path": name, "digest": Digest::of(b"whole"), "size": 5, "get": { "url": format!("{here}/get") } });
            Reply::Json(200, json!({ "artifacts": names.map(file) }))
        }
        _ => Reply::Json(200, wire::job("succeeded")),
    });
    let scene = Scene::new();
    for name in &names[..6] {
        scene.write(name, "mine");
    }
    let said = scene.run_with(&fake.url, &["download", JOB]);
    assert_eq!(said.code, 246, "{}", said.err);
    assert!(
        said.err
            .starts_with("rgrid: 1 file, 5 B\nrgrid: 6 files are here already"),
        "{}",
        said.err
    );
    assert!(
        said.err
            .contains("./a, ./b, ./c, ./d, ./e and 1 more\nhint: add `--force` to"),
        "{}",
        said.err
    );
    let read = |name| std::fs::read(scene.cwd().join(name)).unwrap();
    assert_eq!(
        (read("a"), read("new")),
        (b"mine".to_vec(), b"whole".to_vec())
    );
    let said = scene.run_with(&fake.url, &["download", JOB, "a"]);
    assert_eq!(said.code, 246, "{}", said.err);
    assert!(
        said.err.starts_with("rgrid: ./a is here already"),
        "{}",
        said.err
    );
}
