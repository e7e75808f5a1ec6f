//! Downloads into a folder with traps, from a server with worse names (R-E2).

use std::{fs, os::unix::fs::symlink};

use rgrid_shared::digest::Digest;
use serde_json::json;

use crate::{
    fake::{Fake, Reply},
    scene::Scene,
    wire::{self, JOB},
};

const BYTES: &[u8] = b"evil";

/// A server whose job has one output of this name.
fn names(path: &'static str) -> Fake {
    Fake::new(move |here, request| match request.path.as_str() {
        "/get" => Reply::Bytes(BYTES.to_vec(), 0),
        asked if asked.ends_with("/artifacts") => {
            let get = json!({ "url": format!("{here}/get") });
            let file = json!({ "path": path, "digest": Digest::of(BYTES), "size": BYTES.len(), "get": get });
            Reply::Json(200, json!({ "artifacts": [file] }))
        }
        _ => Reply::Json(200, wire::job("succeeded")),
    })
}

/// A folder, a file and a dangling link are planted on the way; what they point to stays as it was.
#[test]
fn scenario_16_a_download_never_follows_planted_links() {
    let scene = Scene::new();
    let outside = tempfile::tempdir().unwrap();
    let victim = outside.path().join("victim");
    fs::write(&victim, "safe").unwrap();
    symlink(outside.path(), scene.cwd().join("folder")).unwrap();
    symlink(&victim, scene.cwd().join("file")).unwrap();
    symlink(outside.path().join("new"), scene.cwd().join("dangling")).unwrap();
    for path in [
        "folder/victim",
        "folder/new",
        "file",
        "dangling",
        "file/below",
    ] {
        for words in [&["download", JOB][..], &["download", "--force", JOB]] {
            let said = scene.run_with(&names(path).url, words);
            assert_eq!(said.code, 246, "{path}: {}", said.err);
            assert!(said.err.contains("in the way"), "{path}: {}", said.err);
        }
    }
    assert_eq!(fs::read_to_string(&victim).unwrap(), "safe");
    assert_eq!(fs::read_dir(outside.path()).unwrap().count(), 1);
}

/// Whatever the server says, no name leads out of the folder, and none is written to the terminal as it is.
#[test]
fn scenario_16_a_download_never_leaves_its_folder() {
    let scene = Scene::new();
    let outside = tempfile::tempdir().unwrap();
    let absolute = outside.path().join("evil").display().to_string();
    let bad = [
        "../evil",
        absolute.leak(),
        "a/../../evil",
        "a/..",
        ".",
        "",
        "a//b",
        "x\0y",
    ];
    for path in bad {
        let said = scene.run_with(&names(path).url, &["download", JOB]);
        assert_ne!(said.code, 0, "{path:?}: {}", said.err);
    }
    assert_eq!(fs::read_dir(outside.path()).unwrap().count(), 0);
    assert_eq!(fs::read_dir(scene.cwd()).unwrap().count(), 0);
    assert_eq!(
        fs::read_dir(scene.cwd().parent().unwrap()).unwrap().count(),
        1
    );
    let said = scene.run_with(&names("a\n\u{1b}]0;x\u{7}").url, &["download", JOB]);
    assert_eq!(said.code, 0, "a strange name is a name: {}", said.err);
    assert!(!said.err.contains('\u{1b}'), "{:?}", said.err);
}

/// A file that is here is kept, unless it is the same or the user says otherwise.
#[test]
fn scenario_16_a_download_replaces_nothing_without_being_told() {
    let scene = Scene::new();
    scene.write("out.txt", "mine");
    let fake = names("out.txt");
    let said = scene.run_with(&fake.url, &["download", JOB]);
    assert_eq!(said.code, 246, "{}", said.err);
    assert!(
        said.err.contains("./out.txt is here already") && said.err.contains("--force"),
        "{}",
        said.err
    );
    let file = scene.cwd().join("out.txt");
    assert_eq!(fs::read_to_string(&file).unwrap(), "mine");
    let said = scene.run_with(&fake.url, &["download", "--force", JOB]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert_eq!(fs::read(&file).unwrap(), BYTES);
    let said = scene.run_with(&fake.url, &["download", JOB]);
    assert_eq!(said.code, 0, "the same file may come again: {}", said.err);
}
