use std::{fs, os::unix::fs::PermissionsExt};

use rgrid_shared::digest::Digest;

use super::*;

fn files(dir: &tempfile::TempDir, names: &[(&str, &[u8])]) -> Files {
    let mut files = Files::default();
    for (name, bytes) in names {
        let path = dir.path().join(name);
        fs::write(&path, bytes).unwrap();
        files.add(name, &path).unwrap();
    }
    files
}

#[test]
fn files_are_hashed_and_small_ones_ride_along_once() {
    let dir = tempfile::tempdir().unwrap();
    let large = vec![7_u8; 70 << 10];
    let mut files = files(&dir, &[("a", b"same"), ("b", b"same"), ("c", &large)]);
    files.add_folder("out").unwrap();
    let mut blobs = Blobs::default();
    let inputs = blobs.take(&files).unwrap();
    let names: Vec<_> = inputs
        .iter()
        .map(|input| (input.path.as_str(), input.size))
        .collect();
    assert_eq!(
        names,
        [("a", 4), ("b", 4), ("c", 71_680), ("out/.rgrid-folder", 0)]
    );
    assert_eq!(inputs[0].digest, Digest::of(b"same"));
    assert_eq!(blobs.inline().len(), 2);
    assert_eq!(blobs.total(), 4 + 71_680);
}

#[test]
fn no_more_rides_along_than_a_request_may_have() {
    let dir = tempfile::tempdir().unwrap();
    let bodies: Vec<_> = (0..40_u8)
        .map(|n| (format!("f{n}"), vec![n; 60 << 10]))
        .collect();
    let list: Vec<_> = bodies
        .iter()
        .map(|(name, body)| (name.as_str(), body.as_slice()))
        .collect();
    let mut blobs = Blobs::default();
    blobs.take(&files(&dir, &list)).unwrap();
    let bytes: usize = blobs.inline().iter().map(|blob| blob.0.len()).sum();
    assert_eq!(bytes, 17 * (60 << 10));
}

/// Each of them is stored before the server answers.
#[test]
fn of_many_small_files_only_some_ride_along() {
    let dir = tempfile::tempdir().unwrap();
    let names: Vec<_> = (0..600).map(|n| format!("f{n}")).collect();
    let list: Vec<_> = names
        .iter()
        .map(|name| (name.as_str(), name.as_bytes()))
        .collect();
    let mut blobs = Blobs::default();
    blobs.take(&files(&dir, &list)).unwrap();
    assert_eq!(blobs.inline().len(), hash::MOST_BLOBS);
    assert_eq!(blobs.files_besides(&[]).len(), 600 - hash::MOST_BLOBS);
}

#[test]
fn the_right_to_execute_travels() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("x"), "").unwrap();
    fs::set_permissions(dir.path().join("x"), fs::Permissions::from_mode(0o755)).unwrap();
    let mut all = files(&dir, &[("y", b"")]);
    all.add("x", &dir.path().join("x")).unwrap();
    let inputs = Blobs::default().take(&all).unwrap();
    assert_eq!(
        inputs
            .iter()
            .map(|input| input.executable)
            .collect::<Vec<_>>(),
        [true, false]
    );
}

#[test]
fn a_file_that_went_away_is_named() {
    let dir = tempfile::tempdir().unwrap();
    let all = files(&dir, &[("x", b"")]);
    fs::remove_file(dir.path().join("x")).unwrap();
    let failure = Blobs::default().take(&all).unwrap_err();
    assert!(
        failure.message.ends_with("/x: it does not exist"),
        "{failure}"
    );
}

/// What is remembered of a large file that was not touched stands for reading it.
#[test]
fn a_large_file_that_was_not_touched_is_not_read_again() {
    let dir = tempfile::tempdir().unwrap();
    let home = tempfile::tempdir().unwrap();
    let large = vec![7_u8; 70 << 10];
    let files = files(&dir, &[("small", b"small"), ("large", &large)]);
    let memory = memory::Memory::of(home.path());
    let other = Digest::of(b"what the memory says");
    for name in ["small", "large"] {
        let path = dir.path().join(name);
        let look = memory::Look::from(&fs::metadata(&path).unwrap());
        let later = std::time::SystemTime::now() + std::time::Duration::from_mins(1);
        memory.learn(&path, look, other, later);
    }
    memory.keep();
    let mut blobs = Blobs {
        memory: memory::Memory::of(home.path()),
        ..Blobs::default()
    };
    let inputs = blobs.take(&files).unwrap();
    assert_eq!(inputs[0].digest, other);
    // Its bytes ride along, so they are read and have their own name.
    assert_eq!(inputs[1].digest, Digest::of(b"small"));
}
