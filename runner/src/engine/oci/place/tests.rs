use std::{fs, os::unix::fs::symlink};

use super::prepare;

#[test]
fn places_are_made_where_they_are_missing_and_left_where_they_are() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    fs::create_dir(root.join("etc")).unwrap();
    fs::create_dir(root.join("tmp")).unwrap();
    let volumes = ["/var/lib/data", "/tmp"].map(str::to_owned);
    prepare(root, &volumes).unwrap();
    for path in [
        "proc",
        "sys",
        "dev",
        "tmp",
        "work",
        ".rgrid",
        "var/lib/data",
    ] {
        assert!(root.join(path).is_dir(), "{path}");
    }
    assert_eq!(fs::read(root.join("etc/hostname")).unwrap(), b"rgrid\n");
    prepare(root, &volumes).unwrap();
}

#[test]
fn links_of_the_image_lead_nowhere_outside_of_it() {
    let folder = tempfile::tempdir().unwrap();
    let (root, outside) = (folder.path().join("root"), folder.path().join("outside"));
    fs::create_dir(&outside).unwrap();
    fs::create_dir_all(root.join("etc")).unwrap();
    symlink(&outside, root.join("tmp")).unwrap();
    symlink("../../outside", root.join("var")).unwrap();
    let volumes = ["/var/data".to_owned()];
    prepare(&root, &volumes).unwrap_err();
    fs::remove_file(root.join("tmp")).unwrap();
    prepare(&root, &volumes).unwrap();
    assert_eq!(fs::read_dir(&outside).unwrap().count(), 0);
}
