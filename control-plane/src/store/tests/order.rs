//! The order in which things reach the disk. R-O1: a power loss leaves the old object or the new one.

use std::path::Path;
use std::sync::{Arc, Mutex};

use super::{BUCKET, open, put};
use crate::store::files::{Files, Step};

/// Where a path is, with its random part left out.
fn place(root: &Path, path: &Path) -> String {
    let inner = path.strip_prefix(root).unwrap_or(path);
    let first = inner.iter().next();
    first.unwrap_or_default().to_string_lossy().into_owned()
}

fn words(root: &Path, step: &Step) -> String {
    match step {
        Step::Sync(path) => format!("sync {}", place(root, path)),
        Step::Rename(from, to) => format!("rename {} {}", place(root, from), place(root, to)),
        Step::SyncDir(dir) => format!("sync-dir {}", place(root, dir)),
        Step::Remove(path) => format!("remove {}", place(root, path)),
    }
}

#[test]
fn nothing_is_shown_before_what_it_names_is_on_the_disk() {
    let dir = tempfile::tempdir().unwrap();
    let steps = Arc::new(Mutex::new(Vec::new()));
    let (seen, root) = (Arc::clone(&steps), dir.path().to_owned());
    let files = Files::watched(Arc::new(move |step| {
        seen.lock().unwrap().push(words(&root, step));
        Ok(())
    }));
    let index = open(dir.path(), files);
    let take = || std::mem::take(&mut *steps.lock().unwrap());
    take();
    assert!(put(&index, "key", b"one"));
    let first = [
        "sync tmp",
        "rename tmp blobs",
        "sync-dir blobs",
        "sync tmp",
        "rename tmp index",
        "sync-dir index",
    ];
    assert_eq!(take(), first);
    assert!(put(&index, "key", b"two"));
    let second: Vec<&str> = first.into_iter().chain(["remove blobs"]).collect();
    assert_eq!(take(), second);
    assert!(index.delete(BUCKET, "key").unwrap());
    assert_eq!(take(), ["remove index", "sync-dir index", "remove blobs"]);
    assert!(!index.delete(BUCKET, "key").unwrap());
}
