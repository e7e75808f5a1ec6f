use rgrid_shared::{digest::Digest, wire::jobs::Job};
use serde_json::json;

use super::*;
use crate::receipt::Output;

fn item(fetched: bool) -> Item {
    let job: Job = serde_json::from_value(json!({
        "id": JobId::new(), "state": "succeeded", "attempts": 1, "created_at": "2026-01-01T00:00:00Z",
        "cost_micros": 0, "spec": { "runtime": "python", "command": [], "args": [], "env": [], "secrets": [],
            "inputs": [], "resources": {}, "timeout_s": 10, "network": false, "retries": 0, "metadata": {} },
    }))
    .unwrap();
    let output = Output {
        path: "a/out".into(),
        size: 4,
        sha256: Digest::of(b"made"),
    };
    Item::new(&job, vec![output], fetched)
}

#[test]
fn what_a_receipt_says_is_here_only_byte_for_byte() {
    let folder = tempfile::tempdir().unwrap();
    let (root, path) = (folder.path(), folder.path().join("a/out"));
    assert!(!item(true).is_in(root), "gone");
    fs::create_dir(root.join("a")).unwrap();
    for (bytes, same) in [(&b"made"[..], true), (b"else", false), (b"more!", false)] {
        fs::write(&path, bytes).unwrap();
        assert_eq!(item(true).is_in(root), same);
    }
    fs::write(root.join("other"), b"made").unwrap();
    fs::remove_file(&path).unwrap();
    std::os::unix::fs::symlink("../other", &path).unwrap();
    assert!(!item(true).is_in(root), "a link is no output");
    fs::remove_file(&path).unwrap();
    fs::write(&path, b"made").unwrap();
    assert!(!item(false).is_in(root), "not all of it came");
}

#[test]
fn a_receipt_that_cannot_be_read_or_is_of_another_version_has_no_items() {
    let folder = tempfile::tempdir().unwrap();
    assert!(items(folder.path()).is_empty());
    let first = item(true);
    let id = first.job;
    Manifest::new(None, vec![first])
        .write(folder.path())
        .unwrap();
    assert!(items(folder.path()).contains_key(&id));
    let path = folder.path().join(NAME);
    let other = fs::read_to_string(&path)
        .unwrap()
        .replace(SCHEMA, "rgrid.manifest/2");
    for text in [other.as_str(), "{", ""] {
        fs::write(&path, text).unwrap();
        assert!(items(folder.path()).is_empty(), "{text}");
    }
}
