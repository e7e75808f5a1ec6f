use std::fs;

use rustix::fs::mkdirat;

use super::*;

#[test]
fn a_tree_of_any_shape_is_removed_and_nothing_outside_it() {
    let folder = tempfile::tempdir().unwrap();
    let (tree, outside) = (folder.path().join("tree"), folder.path().join("outside"));
    fs::create_dir_all(tree.join("a/b/c")).unwrap();
    fs::create_dir(&outside).unwrap();
    fs::write(outside.join("keep"), "k").unwrap();
    fs::write(tree.join("a/b/file"), "x").unwrap();
    std::os::unix::fs::symlink(&outside, tree.join("a/link")).unwrap();
    std::os::unix::fs::symlink(&outside, tree.join("link")).unwrap();
    remove_tree(&tree).unwrap();
    assert!(!tree.exists());
    assert!(outside.join("keep").exists());
    remove_tree(&tree).unwrap();
}

#[test]
fn folders_nested_by_the_thousand_are_removed_without_recursion() {
    let folder = tempfile::tempdir().unwrap();
    let tree = folder.path().join("tree");
    fs::create_dir(&tree).unwrap();
    let mut deep = openat(CWD, &tree, DIR, Mode::empty()).unwrap();
    for depth in 0..5_000 {
        mkdirat(&deep, "d", Mode::RWXU).unwrap();
        if depth % 100 == 0 {
            mkdirat(&deep, format!(".rgrid-{depth}"), Mode::RWXU).unwrap();
        }
        deep = openat(&deep, "d", DIR, Mode::empty()).unwrap();
    }
    remove_tree(&tree).unwrap();
    assert!(!tree.exists());
}

#[test]
fn folders_closed_by_their_owner_are_removed() {
    let folder = tempfile::tempdir().unwrap();
    let tree = folder.path().join("tree");
    fs::create_dir_all(tree.join("shut/inner")).unwrap();
    fs::write(tree.join("shut/inner/file"), "x").unwrap();
    for path in ["shut/inner", "shut"] {
        rustix::fs::chmod(tree.join(path), Mode::empty()).unwrap();
    }
    remove_tree(&tree).unwrap();
    assert!(!tree.exists());
}

#[test]
fn a_job_that_takes_the_names_of_the_way_out_is_removed_all_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let top = folder.path().join("top");
    for path in [".rgrid-1/x/y", ".rgrid-2/x", "a/b/c", "d/e"] {
        std::fs::create_dir_all(top.join(path)).unwrap();
    }
    std::fs::write(top.join(".rgrid-3"), "").unwrap();
    remove_tree(&top).unwrap();
    assert!(!top.exists());
    let file = folder.path().join("file");
    std::fs::write(&file, "").unwrap();
    assert!(remove_tree(&file).is_err(), "no folder");
}
