use std::{
    io::Write,
    os::unix::fs::{PermissionsExt, symlink},
};

use std::fs;

use super::*;

fn land(root: &Path, path: &str, text: &str, executable: bool) -> Result<()> {
    let (landing, mut file) = Landing::open(root, &RelPath::new(path).unwrap())?;
    file.write_all(text.as_bytes()).unwrap();
    landing.land(&file, executable)
}

fn names(root: &Path) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(root)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn a_file_lands_whole_with_its_folders_and_its_right_to_run() {
    let dir = tempfile::tempdir().unwrap();
    land(dir.path(), "a/b/x", "1", true).unwrap();
    let path = dir.path().join("a/b/x");
    assert_eq!(fs::read(&path).unwrap(), b"1");
    assert_eq!(
        fs::metadata(&path).unwrap().permissions().mode() & 0o111,
        0o111
    );
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
    land(dir.path(), "a/b/x", "2", false).unwrap();
    assert_eq!(fs::read(&path).unwrap(), b"2");
    assert_eq!(
        fs::metadata(&path).unwrap().permissions().mode() & 0o777,
        0o640
    );
}

#[test]
fn a_file_that_is_given_up_leaves_nothing_behind() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("x"), "old").unwrap();
    let opened = Landing::open(dir.path(), &RelPath::new("x").unwrap()).unwrap();
    drop(opened);
    assert_eq!(names(dir.path()), ["x"]);
    assert_eq!(fs::read(dir.path().join("x")).unwrap(), b"old");
}

/// R-E2: a planted link is refused, whether a folder or the file itself, and nothing is written behind it.
#[test]
fn scenario_16_links_and_folders_in_the_way_are_refused() {
    let dir = tempfile::tempdir().unwrap();
    let (root, other) = (dir.path().join("root"), dir.path().join("other"));
    fs::create_dir_all(root.join("folder")).unwrap();
    fs::create_dir_all(&other).unwrap();
    fs::write(other.join("victim"), "safe").unwrap();
    symlink(&other, root.join("out")).unwrap();
    symlink(other.join("victim"), root.join("x")).unwrap();
    for (path, why) in [
        ("out/victim", "a link or a file"),
        ("x", "it is a link"),
        ("folder", "it is a folder"),
    ] {
        let failure = land(&root, path, "evil", false).unwrap_err();
        assert!(
            failure.message.contains("in the way") && failure.message.contains(why),
            "{failure}"
        );
    }
    assert_eq!(names(&other), ["victim"]);
    assert_eq!(fs::read(other.join("victim")).unwrap(), b"safe");
}
