use rgrid_shared::digest::Digest;

use super::*;

fn key(n: u8) -> BlobKey {
    BlobKey::new("acc_1", Digest::of(&[n])).unwrap()
}

#[test]
fn what_was_not_used_for_longest_leaves_first() {
    let cache = BlobCache::default();
    let third = Bytes::from(vec![0; CAPACITY / 3]);
    for n in 0..3 {
        cache.put(&key(n), third.clone());
    }
    assert!(cache.get(&key(0)).is_some());
    cache.put(&key(3), third);
    let kept = [0, 1, 2, 3].map(|n| cache.get(&key(n)).is_some());
    assert_eq!(kept, [true, false, true, true]);
}

#[test]
fn a_blob_is_counted_once_and_the_bound_holds() {
    let cache = BlobCache::default();
    for n in 0..200 {
        cache.put(&key(n % 100), Bytes::from(vec![n; CAPACITY / 10]));
        let inner = cache.0.lock().unwrap();
        let held: usize = inner.blobs.values().map(|(_, bytes)| bytes.len()).sum();
        assert_eq!((held, inner.by_use.len()), (inner.size, inner.blobs.len()));
        assert!(held <= CAPACITY);
    }
}

#[test]
fn the_same_bytes_of_two_accounts_are_two_blobs() {
    let cache = BlobCache::default();
    cache.put(&key(1), Bytes::from_static(b"x"));
    let theirs = BlobKey::new("acc_2", Digest::of(&[1])).unwrap();
    assert!(cache.get(&theirs).is_none());
}

#[test]
fn a_blob_that_is_kept_already_is_not_counted_again() {
    let cache = BlobCache::default();
    cache.put(&key(1), Bytes::from_static(b"x"));
    cache.put(&key(1), Bytes::from_static(b"x"));
    cache.put(&key(2), Bytes::from(vec![0; CAPACITY + 1]));
    let inner = cache.0.lock().unwrap();
    assert_eq!((inner.size, inner.blobs.len()), (1, 1));
}
