use std::{fs, os::unix::fs::PermissionsExt as _};

use super::*;
use crate::testing::runs_without_rights;

const ALL: (u64, u64) = (u64::MAX, u64::MAX);

#[test]
fn a_folder_that_links_to_itself_is_walked_once() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("a")).unwrap();
    std::os::unix::fs::symlink("..", folder.path().join("a/up")).unwrap();
    let size = size(&Root::open(folder.path()).unwrap(), ALL).unwrap();
    assert_eq!(size.entries, 2);
}

#[test]
fn a_file_counts_what_it_says_when_it_takes_less() {
    let folder = tempfile::tempdir().unwrap();
    fs::File::create(folder.path().join("sparse"))
        .unwrap()
        .set_len(1 << 30)
        .unwrap();
    let size = size(&Root::open(folder.path()).unwrap(), ALL).unwrap();
    assert!(size.bytes >= 1 << 30, "{size:?}");
    assert!(size.taken < 1 << 20, "and takes what it takes: {size:?}");
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
    assert!(
        size(&Root::open(folder.path()).unwrap(), ALL)
            .unwrap()
            .too_deep
    );
    crate::remove::remove_tree(&folder.path().join("d".repeat(200))).unwrap();
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn adding_up_stops_at_what_is_allowed() {
    let folder = tempfile::tempdir().unwrap();
    for name in 0..9 {
        fs::write(folder.path().join(name.to_string()), "12345678").unwrap();
    }
    let root = Root::open(folder.path()).unwrap();
    assert_eq!(size(&root, (u64::MAX, 5)).unwrap().entries, 6);
    assert!(size(&root, (1, u64::MAX)).unwrap().entries < 9);
}

/// Scenario 14: a job may close its folders to itself, and to a runner that is the same user.
#[test]
fn a_folder_closed_by_its_owner_is_opened_and_added_up() {
    if !runs_without_rights("walk::tests::a_folder_closed_by_its_owner_is_opened_and_added_up") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    for (name, mode) in [("shut", 0o000), ("listed", 0o400), ("passed", 0o100)] {
        let inner = folder.path().join(name);
        fs::create_dir(&inner).unwrap();
        fs::write(inner.join("x"), vec![0; 1 << 20]).unwrap();
        fs::set_permissions(&inner, fs::Permissions::from_mode(mode)).unwrap();
    }
    let root = Root::open(folder.path()).unwrap();
    let size = size(&root, ALL).unwrap();
    assert_eq!(size.entries, 6);
    fs::set_permissions(
        folder.path().join("shut/x"),
        fs::Permissions::from_mode(0o000),
    )
    .unwrap();
    root.file(Path::new("shut/x")).unwrap();
}

#[test]
fn what_vanishes_while_it_is_walked_is_left_out() {
    let folder = tempfile::tempdir().unwrap();
    for name in 0..9 {
        fs::create_dir(folder.path().join(name.to_string())).unwrap();
    }
    let mut seen = 0;
    let root = Root::open(folder.path()).unwrap();
    let walked = walk(&root, |_| {
        seen += 1;
        for name in 0..9 {
            let _ = fs::remove_dir(folder.path().join(name.to_string()));
        }
        ControlFlow::Continue(())
    });
    walked.unwrap();
    assert_eq!(seen, 1);
}
