use std::{
    fs,
    os::unix::fs::MetadataExt as _,
    path::{Path, PathBuf},
};

use rgrid_shared::digest::Digest;

use super::Kept;
use crate::sets::pack::pack;

/// A pack of one file with so many bytes.
fn packed(at: &Path, name: &str, bytes: usize) -> (Digest, PathBuf) {
    let folder = at.join(format!("{name}.d"));
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join(name), vec![b'x'; bytes]).unwrap();
    let file = at.join(name);
    pack(&folder, &file).unwrap();
    (Digest::of(name.as_bytes()), file)
}

fn place(home: &Path, key: Digest) -> PathBuf {
    home.join(key.to_string())
}

#[test]
fn a_set_survives_a_restart() {
    let at = tempfile::tempdir().unwrap();
    let home = at.path().join("sets");
    let (key, pack) = packed(at.path(), "a", 10);
    let kept = Kept::open(&home, u64::MAX).unwrap();
    assert_eq!(kept.find(key), None);
    let tree = kept.add(key, &pack).unwrap();
    drop(kept);
    let again = Kept::open(&home, u64::MAX).unwrap();
    assert_eq!(again.at_hand(key), None, "it is looked at once in a life");
    assert_eq!(again.find(key), Some(tree));
    assert!(again.at_hand(key).is_some());
}

#[test]
fn a_set_that_is_not_as_it_was_unpacked_is_no_set() {
    for damage in [
        |file: &Path| fs::write(file, "short").unwrap(),
        |file: &Path| fs::remove_file(file).unwrap(),
        |file: &Path| fs::write(file.with_file_name("more"), "").unwrap(),
    ] {
        let at = tempfile::tempdir().unwrap();
        let home = at.path().join("sets");
        let (key, pack) = packed(at.path(), "a", 10);
        let tree = Kept::open(&home, u64::MAX)
            .unwrap()
            .add(key, &pack)
            .unwrap();
        damage(&tree.join("a"));
        let again = Kept::open(&home, u64::MAX).unwrap();
        assert_eq!(again.find(key), None);
        assert!(!place(&home, key).exists());
        // And comes anew.
        again.add(key, &pack).unwrap();
        assert!(again.find(key).is_some());
    }
}

#[test]
fn what_was_half_done_is_removed() {
    let at = tempfile::tempdir().unwrap();
    let home = at.path().join("sets");
    let key = Digest::of(b"half");
    fs::create_dir_all(place(&home, key).join("tree")).unwrap();
    fs::create_dir_all(home.join(format!("new-{key}/tree"))).unwrap();
    fs::write(home.join(format!("pack-{key}")), "").unwrap();
    Kept::open(&home, u64::MAX).unwrap();
    assert_eq!(fs::read_dir(&home).unwrap().count(), 0);
}

/// Filling the disk of sets lets the least recently used go, and never one that is in use.
#[test]
fn the_least_recently_used_goes_and_never_one_in_use() {
    let at = tempfile::tempdir().unwrap();
    let home = at.path().join("sets");
    let kept = Kept::open(&home, 25_000).unwrap();
    let made: Vec<_> = ["a", "b", "c"]
        .map(|name| packed(at.path(), name, 10_000))
        .into();
    let [(a, pack_a), (b, pack_b), (c, pack_c)] = &made[..] else {
        unreachable!()
    };
    let in_use = kept.add(*a, pack_a).unwrap();
    drop(kept.add(*b, pack_b).unwrap());
    drop(kept.add(*c, pack_c).unwrap());
    assert!(
        kept.find(*b).is_none(),
        "b was used before c, and a is in use"
    );
    assert!(kept.find(*c).is_some());
    drop(in_use);
    assert!(kept.find(*a).is_some());
    // Now c is the one that was not used for longest.
    drop(kept.add(*b, pack_b).unwrap());
    assert!(kept.find(*c).is_none() && kept.find(*a).is_some());
    drop(kept);
    // A smaller limit holds from the start, and the order of use is remembered.
    let again = Kept::open(&home, 15_000).unwrap();
    assert!(again.find(*a).is_some() && again.find(*b).is_none());
}

#[test]
fn all_go_that_nobody_has_when_the_room_is_needed() {
    let at = tempfile::tempdir().unwrap();
    let home = at.path().join("sets");
    let kept = Kept::open(&home, u64::MAX).unwrap();
    let [(a, pack_a), (b, pack_b)] = ["a", "b"].map(|name| packed(at.path(), name, 10_000));
    let in_use = kept.add(a, &pack_a).unwrap();
    kept.add(b, &pack_b).unwrap();
    assert!(kept.let_go() >= 10_000);
    assert!(kept.find(b).is_none() && kept.find(a).is_some());
    assert_eq!(fs::read_dir(&home).unwrap().count(), 1);
    drop(in_use);
    assert!(kept.let_go() >= 10_000);
    assert_eq!(fs::read_dir(&home).unwrap().count(), 0);
}

/// Who gave up on a set may still be unpacking it when the next comes.
#[test]
fn a_set_that_is_unpacked_twice_stays_the_first() {
    let at = tempfile::tempdir().unwrap();
    let home = at.path().join("sets");
    let kept = Kept::open(&home, u64::MAX).unwrap();
    let (key, pack) = packed(at.path(), "a", 10);
    let file = |tree: &Path| fs::metadata(tree.join("a")).unwrap().ino();
    let tree = kept.add(key, &pack).unwrap();
    let first = file(&tree);
    assert_eq!(file(&kept.add(key, &pack).unwrap()), first);
    assert_eq!(fs::read_dir(&home).unwrap().count(), 1);
}

#[test]
fn a_pack_under_way_is_gone_with_whoever_had_it() {
    let at = tempfile::tempdir().unwrap();
    let kept = Kept::open(at.path(), u64::MAX).unwrap();
    let [one, other] = [(); 2].map(|()| kept.pack_file(Digest::of(b"pack")));
    for file in [&one, &other] {
        fs::write(&**file, "half").unwrap();
    }
    drop(one);
    assert!(other.exists(), "each has its own");
    drop(other);
    assert_eq!(fs::read_dir(at.path()).unwrap().count(), 0);
}
