//! A crash after any step.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::{BUCKET, count, get, open, put};
use crate::store::files::Files;
use crate::store::index::Index;

/// Operations that work `steps` times and never again, as if the power had gone.
fn failing_after(steps: usize) -> Files {
    let left = AtomicUsize::new(steps);
    Files::watched(Arc::new(move |_| {
        let took = left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |n| n.checked_sub(1));
        took.map(drop)
            .map_err(|_| io::Error::other("the power is gone"))
    }))
}

fn setup(root: &Path) {
    let index = open(root, Files::default());
    assert!(put(&index, "key", b"old"));
    assert!(put(&index, "other", b"other"));
}

/// Runs `change` with the power going after each step in turn; says how many steps it has in all.
fn crash_everywhere(change: impl Fn(&Index) -> bool, check: impl Fn(bool, Option<Vec<u8>>, usize)) {
    for steps in 0..100 {
        let dir = tempfile::tempdir().unwrap();
        setup(dir.path());
        let mut index = Index::open(dir.path(), Files::default()).unwrap();
        index.files = failing_after(steps);
        let acknowledged = change(&index);
        drop(index);
        let index = Index::open(dir.path(), Files::default()).unwrap();
        check(acknowledged, get(&index, "key"), steps);
        assert_eq!(get(&index, "other").unwrap(), b"other");
        let keys = index.read(BUCKET, BTreeMap::len).unwrap();
        assert_eq!(count(&index.layout.blobs()), keys, "after {steps} steps");
        assert_eq!(count(&index.layout.temps()), 0);
        if acknowledged {
            return;
        }
    }
    panic!("the change never ended");
}

#[test]
fn a_put_is_whole_or_has_not_happened() {
    let change = |index: &Index| put(index, "key", b"new");
    crash_everywhere(change, |acknowledged, found, steps| {
        let found = found.expect("never both gone");
        assert!(found == b"old" || found == b"new", "after {steps} steps");
        assert!(!acknowledged || found == b"new");
        assert!(
            steps > 4 || found == b"old",
            "nothing is shown before the fifth step"
        );
    });
}

#[test]
fn a_first_put_is_whole_or_has_not_happened() {
    let change = |index: &Index| put(index, "fresh", b"new");
    crash_everywhere(change, |_, found, _| assert_eq!(found.unwrap(), b"old"));
}

#[test]
fn a_delete_is_done_or_has_not_happened() {
    let change = |index: &Index| index.delete(BUCKET, "key").is_ok();
    crash_everywhere(change, |acknowledged, found, _| {
        assert!(!acknowledged || found.is_none());
        assert!(found.is_none_or(|bytes| bytes == b"old"));
    });
}
