//! Reports are messages, and messages have a largest size.

use rgrid_shared::{
    id::AttemptId,
    job::Outcome,
    limits::{MAX_INLINE_BLOB_BYTES, MAX_NODE_MESSAGE_BYTES},
    wire::{
        artifacts::Artifact,
        blobs::Base64Bytes,
        node::{Finished, FromNode, Usage},
    },
};

use super::*;

/// One file more than may come home.
#[test]
fn scenario_15_a_hundred_thousand_and_one_files_are_an_excess_that_says_so() {
    let folder = tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir());
    let folder = folder.unwrap();
    let root = make_root(&folder.path().join("work")).unwrap();
    for n in 0..=MAX_ARTIFACTS {
        std::fs::File::create(folder.path().join("work").join(n.to_string())).unwrap();
    }
    let collected = collect(&root, &Known::new(), &Filter::default(), 1 << 20).unwrap();
    assert_eq!(collected.excess, Some(Excess::Files));
    let notes = collected.notes();
    assert!(notes[0].contains("more than 100000 files"), "{notes:?}");
}

#[test]
fn names_that_no_report_can_hold_are_an_excess_that_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let root = make_root(&folder.path().join("work")).unwrap();
    let name = "\u{1}".repeat(250);
    let deep = vec![&name[..]; 14].join("/");
    // Each is longer in a report than it is on the disk.
    for n in 0..900 {
        root.create(&path(&format!("{deep}/{n}")), false).unwrap();
    }
    let collected = collect(&root, &Known::new(), &Filter::default(), 1 << 20).unwrap();
    assert_eq!(collected.excess, Some(Excess::Names));
    let notes = collected.notes();
    assert!(notes[0].contains("names"), "{notes:?}");
}

#[test]
fn the_largest_report_fits_into_a_message() {
    let each = MAX_ARTIFACT_NAMES_BYTES / MAX_ARTIFACTS;
    let artifact = |n: usize| Artifact {
        path: path(&format!("{n:0each$}")),
        digest: Digest::of(b""),
        size: 5 << 30,
        executable: false,
    };
    let inline = vec![Base64Bytes(vec![0; MAX_INLINE_BLOB_BYTES].into()); 16];
    let report = FromNode::Finished(Box::new(Finished {
        attempt: AttemptId::new(),
        outcome: Outcome::Exited { code: 0 },
        usage: Usage::default(),
        artifacts: (0..MAX_ARTIFACTS).map(artifact).collect(),
        inline,
        log_bytes: u64::MAX,
        log_truncated: false,
        ran_in: None,
    }));
    let text = serde_json::to_string(&report).unwrap();
    assert!(text.len() < MAX_NODE_MESSAGE_BYTES, "{} bytes", text.len());
}
