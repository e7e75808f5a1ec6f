//! What a start keeps and removes.

use std::fs;

use super::{BUCKET, count, get, open, put};
use crate::store::files::Files;
use crate::store::guard::presigned_headers;

#[test]
fn leftovers_go_and_objects_stay() {
    let dir = tempfile::tempdir().unwrap();
    let index = open(dir.path(), Files::default());
    assert!(put(&index, "a/../b", b"kept"));
    let layout = index.layout.clone();
    drop(index);
    fs::write(layout.temp(), "half").unwrap();
    fs::write(layout.blob(uuid::Uuid::now_v7()), "unnamed").unwrap();
    fs::create_dir(layout.upload(uuid::Uuid::now_v7())).unwrap();
    let index = open(dir.path(), Files::default());
    assert_eq!(get(&index, "a/../b").unwrap(), b"kept");
    assert_eq!(count(&layout.blobs()), 1);
    assert_eq!(count(&layout.temps()), 0);
    assert_eq!(fs::read_dir(layout.uploads()).unwrap().count(), 0);
}

#[test]
fn a_damaged_entry_costs_its_own_object_and_no_bytes() {
    let dir = tempfile::tempdir().unwrap();
    let index = open(dir.path(), Files::default());
    assert!(put(&index, "good", b"good"));
    assert!(put(&index, "bad", b"bad"));
    let layout = index.layout.clone();
    drop(index);
    fs::write(layout.entry(BUCKET, "bad"), "{").unwrap();
    let index = open(dir.path(), Files::default());
    assert_eq!(get(&index, "good").unwrap(), b"good");
    assert_eq!(get(&index, "bad"), None);
    assert_eq!(
        count(&layout.blobs()),
        2,
        "bytes that may belong to the damaged entry are kept"
    );
}

#[test]
fn an_object_whose_bytes_are_gone_is_not_shown() {
    let dir = tempfile::tempdir().unwrap();
    let index = open(dir.path(), Files::default());
    assert!(put(&index, "key", b"x"));
    let blob = index.layout.blob(index.get(BUCKET, "key").unwrap().blob);
    drop(index);
    fs::remove_file(blob).unwrap();
    assert_eq!(get(&open(dir.path(), Files::default()), "key"), None);
}

#[test]
fn the_signed_headers_of_a_url_are_read() {
    let query = "X-Amz-Date=1&X-Amz-SignedHeaders=content-length%3bhost%3Bx-amz-a&x=y";
    assert_eq!(
        presigned_headers(query).unwrap(),
        ["content-length", "host", "x-amz-a"]
    );
    assert_eq!(presigned_headers("list-type=2"), None);
}
