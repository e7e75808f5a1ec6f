//! The start: reads the index, and removes what a crash left behind.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, DirEntry};
use std::io;
use std::path::Path;
use std::sync::Arc;

use uuid::Uuid;

use super::files::Files;
use super::index::Bucket;
use super::layout::Layout;
use super::meta::Meta;

/// The buckets as the disk has them.
pub(super) fn recover(layout: &Layout, files: &Files) -> io::Result<BTreeMap<String, Bucket>> {
    for dir in [layout.temps(), layout.buckets(), layout.uploads()] {
        fs::create_dir_all(dir)?;
    }
    make_shards(&layout.blobs(), files)?;
    files.sync_parent(&layout.blobs())?;
    for entry in entries(&layout.temps())? {
        fs::remove_file(entry.path())?;
    }
    let mut found = Found::default();
    for entry in entries(&layout.buckets())? {
        if let Ok(name) = entry.file_name().into_string() {
            make_shards(&entry.path(), files)?;
            let bucket = read_bucket(layout, &entry.path(), &mut found)?;
            found.buckets.insert(name, bucket);
        }
    }
    // An entry that cannot be read may name any blob, so none is removed while there is one.
    if found.unreadable == 0 {
        remove_unnamed(layout, &found.blobs)?;
    }
    remove_headless(layout)?;
    Ok(found.buckets)
}

/// Makes a folder with all of its shards, on the disk.
pub(super) fn make_shards(dir: &Path, files: &Files) -> io::Result<()> {
    let mut made = dir.to_owned();
    for shard in Layout::shards(dir) {
        if !shard.is_dir() {
            fs::create_dir_all(&shard)?;
            made.clone_from(&shard);
        }
    }
    if made == dir {
        Ok(())
    } else {
        files.sync_parent(&made)
    }
}

#[derive(Default)]
struct Found {
    buckets: BTreeMap<String, Bucket>,
    blobs: BTreeSet<Uuid>,
    unreadable: usize,
}

fn read_bucket(layout: &Layout, dir: &Path, found: &mut Found) -> io::Result<Bucket> {
    let mut objects = Bucket::new();
    for shard in Layout::shards(dir) {
        for entry in entries(&shard)? {
            let path = entry.path();
            match serde_json::from_slice::<Meta>(&fs::read(&path)?) {
                Ok(meta) if layout.blob(meta.blob).is_file() => {
                    found.blobs.insert(meta.blob);
                    objects.insert(meta.key.clone(), Arc::new(meta));
                }
                Ok(meta) => {
                    tracing::error!(key = meta.key, "the bytes of an object are missing");
                }
                Err(error) => {
                    tracing::error!(path = %path.display(), %error, "an index entry is damaged");
                    found.unreadable = found.unreadable.saturating_add(1);
                }
            }
        }
    }
    Ok(objects)
}

fn remove_unnamed(layout: &Layout, named: &BTreeSet<Uuid>) -> io::Result<()> {
    for shard in Layout::shards(&layout.blobs()) {
        for entry in entries(&shard)? {
            let id = entry
                .file_name()
                .to_str()
                .and_then(|name| Uuid::try_parse(name).ok());
            if !id.is_some_and(|id| named.contains(&id)) {
                fs::remove_file(entry.path())?;
            }
        }
    }
    Ok(())
}

/// Uploads that were never acknowledged.
fn remove_headless(layout: &Layout) -> io::Result<()> {
    for entry in entries(&layout.uploads())? {
        if !entry.path().join("upload").is_file() {
            fs::remove_dir_all(entry.path())?;
        }
    }
    Ok(())
}

fn entries(dir: &Path) -> io::Result<Vec<DirEntry>> {
    fs::read_dir(dir)?.collect()
}
