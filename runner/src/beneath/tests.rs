use std::{
    fs::{self, Permissions},
    io::Write as _,
    os::unix::fs::{MetadataExt as _, PermissionsExt as _, symlink},
};

use super::*;

fn root() -> (tempfile::TempDir, Root) {
    let folder = tempfile::tempdir().unwrap();
    let root = make_root(&folder.path().join("work")).unwrap();
    (folder, root)
}

fn path(text: &str) -> RelPath {
    RelPath::new(text).unwrap()
}

#[test]
fn files_are_made_with_the_folders_above_them() {
    let (folder, root) = root();
    root.create(&path("a/b/c.txt"), false)
        .unwrap()
        .write_all(b"x")
        .unwrap();
    root.create(&path("a/run"), true).unwrap();
    assert_eq!(
        fs::read(folder.path().join("work/a/b/c.txt")).unwrap(),
        b"x"
    );
    let mode = std::os::unix::fs::PermissionsExt::mode;
    assert_eq!(
        mode(
            &fs::metadata(folder.path().join("work/a/run"))
                .unwrap()
                .permissions()
        ) & 0o777,
        0o755
    );
}

#[test]
fn a_file_is_never_made_twice_nor_through_a_file() {
    let (_folder, root) = root();
    root.create(&path("a"), false).unwrap();
    assert!(root.create(&path("a"), false).is_err());
    assert!(root.create(&path("a/b"), false).is_err());
}

#[test]
fn nothing_is_made_or_opened_through_a_link() {
    let (folder, root) = root();
    let outside = folder.path().join("outside");
    fs::create_dir(&outside).unwrap();
    fs::write(outside.join("secret"), "s").unwrap();
    symlink(&outside, folder.path().join("work/link")).unwrap();
    symlink(outside.join("secret"), folder.path().join("work/file")).unwrap();
    assert!(root.create(&path("link/x"), false).is_err());
    for inner in ["link/secret", "file"] {
        assert!(root.file(Path::new(inner)).is_err());
        assert!(by_hand(&root.0, Path::new(inner), FILE).is_err());
    }
    assert!(root.dir(Path::new("link")).is_err());
    symlink("x", outside.join("inner")).unwrap();
    assert!(root.link(Path::new("link/inner")).is_err());
    assert_eq!(root.link(Path::new("link")).unwrap(), outside);
}

#[test]
fn both_ways_of_opening_refuse_to_climb_and_agree_on_the_rest() {
    let (folder, root) = root();
    fs::write(folder.path().join("secret"), "s").unwrap();
    root.create(&path("a/b"), false).unwrap();
    for climb in ["../secret", "a/../../secret", "/etc/passwd", ""] {
        assert!(root.file(Path::new(climb)).is_err(), "{climb}");
        assert!(by_hand(&root.0, Path::new(climb), FILE).is_err(), "{climb}");
    }
    assert!(root.file(Path::new("a/b")).is_ok());
    assert!(by_hand(&root.0, Path::new("a/b"), FILE).is_ok());
}

#[test]
fn a_fifo_does_not_hold_the_reader_up() {
    let (folder, root) = root();
    let fifo = folder.path().join("work/fifo");
    rustix::fs::mknodat(CWD, &fifo, rustix::fs::FileType::Fifo, Mode::from(0o644), 0).unwrap();
    assert!(
        !root
            .file(Path::new("fifo"))
            .unwrap()
            .metadata()
            .unwrap()
            .is_file()
    );
}

#[test]
fn a_working_directory_that_is_there_or_gone_is_told() {
    let (folder, root) = root();
    let work = folder.path().join("work");
    assert!(make_root(&work).is_err(), "it is another attempt's");
    fs::remove_dir(&work).unwrap();
    assert!(Root::open(&work).is_err());
    assert!(root.create(&path("a/b"), false).is_err());
    assert!(root.dir(Path::new("a")).is_err());
}

/// Scenario 14: what its owner closed is opened, and nothing else.
#[test]
fn what_is_closed_is_opened_again_as_far_as_it_is_a_file_or_a_folder() {
    let (folder, root) = root();
    root.create(&path("shut/file"), false).unwrap();
    let shut = folder.path().join("work/shut");
    let close = |path: &Path| fs::set_permissions(path, Permissions::from_mode(0o0)).unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().mode() & 0o777;
    close(&shut);
    root.unclosed(Path::new("shut"), DIR).unwrap();
    assert_eq!(mode(&shut), 0o700);
    close(&shut.join("file"));
    root.unclosed(Path::new("shut/file"), FILE).unwrap();
    assert_eq!(mode(&shut.join("file")), 0o400);
    let fifo = shut.join("fifo");
    rustix::fs::mknodat(CWD, &fifo, rustix::fs::FileType::Fifo, Mode::empty(), 0).unwrap();
    let refused = root.unclosed(Path::new("shut/fifo"), FILE).unwrap_err();
    assert_eq!(refused.kind(), io::ErrorKind::PermissionDenied);
    symlink("file", shut.join("link")).unwrap();
    assert!(root.unclosed(Path::new("shut/link"), FILE).is_err());
    assert!(root.unclosed(Path::new("shut/none"), FILE).is_err());
}
