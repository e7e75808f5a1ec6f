use std::fs;

use super::*;

#[test]
fn a_folder_that_links_to_itself_is_walked_once() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("a")).unwrap();
    std::os::unix::fs::symlink("..", folder.path().join("a/up")).unwrap();
    let size = size(&Root::open(folder.path()).unwrap()).unwrap();
    assert_eq!(size.entries, 2);
}

#[test]
fn a_file_counts_what_it_says_when_it_takes_less() {
    let folder = tempfile::tempdir().unwrap();
    fs::File::create(folder.path().join("sparse"))
        .unwrap()
        .set_len(1 << 30)
        .unwrap();
    let size = size(&Root::open(folder.path()).unwrap()).unwrap();
    assert!(size.bytes >= 1 << 30, "{size:?}");
}

#[test]
fn a_folder_too_deep_to_walk_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let mut deep =
        rustix::fs::open(folder.path(), rustix::fs::OFlags::DIRECTORY, 0o700.into()).unwrap();
    for _ in 0..30 {
        let name = "d".repeat(200);
        rustix::fs::mkdirat(&deep, &name, 0o700.into()).unwrap();
        deep =
            rustix::fs::openat(&deep, &name, rustix::fs::OFlags::DIRECTORY, 0o700.into()).unwrap();
    }
    assert!(size(&Root::open(folder.path()).unwrap()).unwrap().too_deep);
    crate::remove::remove_tree(&folder.path().join("d".repeat(200))).unwrap();
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}
