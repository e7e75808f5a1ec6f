use std::collections::BTreeMap;

use rgrid_shared::{digest::Digest, spec::BlobRef, wire::blobs::Base64Bytes};

use super::{Needed, check_inline, name_inline};

fn blob(bytes: &[u8]) -> BlobRef {
    BlobRef {
        digest: Digest::of(bytes),
        size: bytes.len() as u64,
    }
}

fn needed(blobs: &[BlobRef]) -> Needed {
    let mut needed = Needed::default();
    needed.add("spec.inputs", blobs.iter().copied()).unwrap();
    needed
}

fn inline(bytes: &[u8]) -> Base64Bytes {
    Base64Bytes(bytes.to_vec().into())
}

#[test]
fn what_is_stored_is_not_missing() {
    let needed = needed(&[blob(b"a"), blob(b"b"), blob(b"a")]);
    let stored = BTreeMap::from([(Digest::of(b"a"), 1)]);
    assert_eq!(needed.missing(&stored), [blob(b"b")]);
    needed.agree_with(&stored).unwrap();
}

#[test]
fn one_digest_has_one_size() {
    let mut needed = needed(&[blob(b"a")]);
    let lie = BlobRef {
        size: 2,
        ..blob(b"a")
    };
    assert_eq!(
        needed.add("items[3].inputs", [lie]).unwrap_err().field,
        "items[3].inputs"
    );
    let stored = BTreeMap::from([(Digest::of(b"a"), 9)]);
    assert!(
        needed
            .agree_with(&stored)
            .unwrap_err()
            .message
            .contains("9 bytes")
    );
}

#[test]
fn a_blob_over_the_limit_is_refused() {
    let huge = BlobRef {
        size: (5 << 30) + 1,
        ..blob(b"a")
    };
    assert!(Needed::default().add("spec.stdin", [huge]).is_err());
}

#[test]
fn small_blobs_ride_along_up_to_64_kib_each_and_1_mib_in_all() {
    let (fits, large) = (vec![0; 64 << 10], vec![0; (64 << 10) + 1]);
    check_inline(&vec![inline(&fits); 16]).unwrap();
    assert_eq!(
        check_inline(&vec![inline(&fits); 17]).unwrap_err().0.field,
        "inline"
    );
    let one = check_inline(&[inline(b""), inline(&large)]).unwrap_err();
    assert_eq!(one.0.field, "inline[1]");
}

#[test]
fn bytes_that_nothing_needs_are_refused() {
    let needed = needed(&[blob(b"a")]);
    let named = name_inline(vec![inline(b"a")], &needed).unwrap();
    assert_eq!(named[&Digest::of(b"a")], "a");
    let error = name_inline(vec![inline(b"a"), inline(b"b")], &needed).unwrap_err();
    assert_eq!(error.field, "inline[1]");
}

#[test]
fn bytes_that_are_not_as_many_as_their_input_says_are_named() {
    let mut lies = blob(b"abc");
    lies.size = 4;
    let error = name_inline(vec![inline(b"abc")], &needed(&[lies])).unwrap_err();
    assert_eq!(error.field, "inline[0]");
    assert_eq!(error.message, "has 3 bytes, but its input says 4");
}
