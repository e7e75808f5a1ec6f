mod store;

use std::io::{Read as _, Seek as _, Write as _};

use super::*;
use crate::http;
use store::Store;

fn blob(bytes: &[u8]) -> BlobRef {
    let (digest, size) = (Digest::of(bytes), bytes.len() as u64);
    BlobRef { digest, size }
}

fn open(folder: &tempfile::TempDir, most: u64) -> Arc<Blobs> {
    let root = folder.path().join("blobs");
    Blobs::open(http::client().unwrap(), root, (most, 0)).unwrap()
}

/// A job's file, filled.
async fn filled(blobs: &Arc<Blobs>, store: &Store, blob: BlobRef) -> Vec<u8> {
    let mut file = File::from_std(tempfile::tempfile().unwrap());
    blobs.fill(&mut file, blob, &store.source()).await.unwrap();
    let mut file = file.into_std().await;
    let mut bytes = Vec::new();
    file.rewind().unwrap();
    file.read_to_end(&mut bytes).unwrap();
    bytes
}

/// Waits until a blob that is being kept has its name.
async fn named(blobs: &Blobs, blob: BlobRef) {
    let turn = blobs.shelf().turn(blob.digest);
    drop(turn.lock_owned().await);
}

#[tokio::test]
async fn a_blob_is_fetched_once_for_all_jobs_also_after_a_restart() {
    let (folder, store) = (tempfile::tempdir().unwrap(), Store::new(b"large"));
    let (blobs, wanted) = (open(&folder, 100), blob(b"large"));
    let (one, other) = tokio::join!(
        filled(&blobs, &store, wanted),
        filled(&blobs, &store, wanted)
    );
    assert_eq!(
        (one.as_slice(), other.as_slice()),
        (&b"large"[..], &b"large"[..])
    );
    assert_eq!(store.asked(), 1);
    std::fs::write(folder.path().join("blobs/half.new"), "la").unwrap();
    let again = open(&folder, 100);
    assert_eq!(filled(&again, &store, wanted).await, b"large");
    assert_eq!(store.asked(), 1);
    assert!(!folder.path().join("blobs/half.new").exists());
}

#[tokio::test]
async fn wrong_bytes_are_not_kept() {
    let (folder, store) = (tempfile::tempdir().unwrap(), Store::new(b"wrong"));
    let blobs = open(&folder, 100);
    let mut file = File::from_std(tempfile::tempfile().unwrap());
    let wanted = BlobRef {
        size: 4,
        ..blob(b"right")
    };
    let failed = blobs.fill(&mut file, wanted, &store.source()).await;
    assert!(failed.is_err());
    assert_eq!(
        std::fs::read_dir(folder.path().join("blobs"))
            .unwrap()
            .count(),
        0
    );
}

#[tokio::test]
async fn one_that_lost_its_file_is_fetched_again() {
    let (folder, store) = (tempfile::tempdir().unwrap(), Store::new(b"large"));
    let (blobs, wanted) = (open(&folder, 100), blob(b"large"));
    for lost in 1..4 {
        assert_eq!(filled(&blobs, &store, wanted).await, b"large");
        named(&blobs, wanted).await;
        assert_eq!(store.asked(), lost);
        std::fs::write(blobs.path(wanted.digest), "lar").unwrap();
    }
}

/// Bytes that are others, as many as before and from the same second, are noticed before a job gets them.
#[tokio::test]
async fn one_whose_bytes_changed_is_fetched_again_in_this_life_and_in_the_next() {
    let (folder, store) = (tempfile::tempdir().unwrap(), Store::new(b"large"));
    let (mut blobs, wanted) = (open(&folder, 100), blob(b"large"));
    for asked in 1..5 {
        assert_eq!(filled(&blobs, &store, wanted).await, b"large");
        named(&blobs, wanted).await;
        assert_eq!(filled(&blobs, &store, wanted).await, b"large");
        assert_eq!(store.asked(), asked);
        let kept = std::fs::File::options()
            .write(true)
            .open(blobs.path(wanted.digest))
            .unwrap();
        let modified = kept.metadata().unwrap().modified().unwrap();
        (&kept).write_all(b"lArge").unwrap();
        kept.set_modified(modified).unwrap();
        if asked % 2 == 0 {
            blobs = open(&folder, 100);
        }
    }
}

#[tokio::test]
async fn the_one_not_used_for_longest_makes_room_and_all_give_way_when_it_is_needed() {
    let folder = tempfile::tempdir().unwrap();
    let blobs = open(&folder, 10);
    let names = |blobs: &Blobs| std::fs::read_dir(&blobs.root).unwrap().count();
    for body in [&b"aaaa"[..], b"bbbb", b"cccc"] {
        let (store, wanted) = (Store::new(body), blob(body));
        assert_eq!(filled(&blobs, &store, wanted).await, body);
        named(&blobs, wanted).await;
        // Used again, so that it is the other one that goes.
        assert_eq!(filled(&blobs, &store, blob(body)).await, body);
        blobs.shelf().uses(Digest::of(b"aaaa"));
    }
    assert!(blobs.shelf().uses(Digest::of(b"aaaa")));
    assert!(!blobs.shelf().uses(Digest::of(b"bbbb")));
    assert_eq!(names(&blobs), 2);
    // One that would drive out the others is not kept.
    let store = Store::new(b"too large");
    filled(&blobs, &store, blob(b"too large")).await;
    assert_eq!((blobs.let_go(), names(&blobs)), (8, 0));
}
