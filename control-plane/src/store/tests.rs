//! Inside the store: the order of its steps, what a crash leaves, and slow clients.

mod crash;
mod order;
mod slow;
mod start;

use std::fs::{self, File};
use std::io::Write;
use std::path::Path;
use std::sync::Arc;

use rgrid_shared::digest::Digest;
use uuid::Uuid;

use super::commit::Only;
use super::files::Files;
use super::index::Index;
use super::meta::{Labels, Meta};

const BUCKET: &str = "rgrid";

fn open(root: &Path, files: Files) -> Index {
    let index = Index::open(root, files).unwrap();
    index.make_bucket(BUCKET).unwrap();
    index
}

fn meta(key: &str, bytes: &[u8]) -> Meta {
    Meta {
        key: key.to_owned(),
        blob: Uuid::now_v7(),
        size: bytes.len() as u64,
        sha256: Digest::of(bytes),
        parts: 0,
        modified_ms: 0,
        labels: Labels::default(),
    }
}

/// A PUT without the network: the body is received, then committed.
fn put(index: &Index, key: &str, bytes: &[u8]) -> bool {
    let temp = super::files::Temp(index.layout.temp());
    let write = || {
        let mut file = File::create_new(&temp.0)?;
        file.write_all(bytes)?;
        index.files.sync(&file, &temp.0)
    };
    write().is_ok()
        && index
            .commit(BUCKET, meta(key, bytes), &temp.0, Only::Always)
            .is_ok()
}

fn get(index: &Index, key: &str) -> Option<Vec<u8>> {
    let meta: Arc<Meta> = index.get(BUCKET, key).ok()?;
    let bytes = fs::read(index.layout.blob(meta.blob)).unwrap();
    assert_eq!(Digest::of(&bytes), meta.sha256);
    Some(bytes)
}

/// All files below a folder.
fn count(dir: &Path) -> usize {
    let entries = fs::read_dir(dir)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    entries
        .map(|path| if path.is_dir() { count(&path) } else { 1 })
        .sum()
}

#[test]
fn a_full_disk_is_told_and_any_other_fault_is_ours_alone() {
    use crate::store::error::io_error;
    use std::io::{Error, ErrorKind};
    for (kind, code) in [
        (ErrorKind::StorageFull, "ServiceUnavailable"),
        (ErrorKind::QuotaExceeded, "ServiceUnavailable"),
        (ErrorKind::PermissionDenied, "InternalError"),
    ] {
        assert_eq!(io_error(Error::from(kind)).code().as_str(), code);
    }
}
