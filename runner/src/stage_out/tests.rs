mod names;

use std::{
    fs,
    sync::atomic::{AtomicBool, Ordering},
};

use proptest::prelude::*;
use rgrid_shared::digest::Digest;

use super::*;
use crate::beneath::make_root;

fn path(text: &str) -> RelPath {
    RelPath::new(text).unwrap()
}

fn names(collected: &Collected) -> Vec<String> {
    collected
        .artifacts
        .iter()
        .map(|artifact| artifact.path.to_string())
        .collect()
}

#[test]
fn patterns_take_files_and_whole_folders_but_not_parts_of_names() {
    let filter = Filter::new(&["*.csv".into(), "out/".into(), "./a/**/x".into()]);
    for taken in ["b.csv", "out/deep/file", "a/b/c/x", "a/x"] {
        assert!(filter.takes(&path(taken)), "{taken}");
    }
    for left in ["d/b.csv", "output", "x"] {
        assert!(!filter.takes(&path(left)), "{left}");
    }
    assert!(Filter::new(&[".".into()]).takes(&path("any/thing")));
    assert!(
        Filter::new(&["odd[name".into()]).takes(&path("odd[name")),
        "no pattern, but a name"
    );
    assert!(Filter::new(&[]).takes(&path("any")));
}

#[test]
fn more_bytes_than_allowed_are_an_excess_and_not_a_flood() {
    let folder = tempfile::tempdir().unwrap();
    let root = make_root(&folder.path().join("work")).unwrap();
    fs::File::create(folder.path().join("work/huge"))
        .unwrap()
        .set_len(1 << 40)
        .unwrap();
    let collected = collect(&root, &Known::new(), &Filter::default(), 1 << 20).unwrap();
    assert!(collected.excess.is_some() && collected.artifacts.is_empty());
    assert!(collected.notes()[0].contains("more bytes"));
}

#[test]
fn the_same_bytes_ride_along_once() {
    let folder = tempfile::tempdir().unwrap();
    let root = make_root(&folder.path().join("work")).unwrap();
    for name in ["a", "b"] {
        fs::write(folder.path().join("work").join(name), "same").unwrap();
    }
    let collected = collect(&root, &Known::new(), &Filter::default(), 1 << 20).unwrap();
    assert_eq!((collected.artifacts.len(), collected.inline.len()), (2, 1));
}

/// R-E2: a name that turns into a link between the look and the opening.
#[test]
fn files_swapped_for_links_while_they_are_collected_never_bring_anything_from_outside() {
    let folder = tempfile::tempdir().unwrap();
    let work = folder.path().join("work");
    let root = make_root(&work).unwrap();
    let secret = folder.path().join("secret");
    fs::write(&secret, "secret").unwrap();
    let over = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while !over.load(Ordering::Relaxed) {
                let _ = std::os::unix::fs::symlink(&secret, work.join("new"));
                let _ = fs::rename(work.join("new"), work.join("file"));
                let _ = fs::write(work.join("new"), "mine");
                let _ = fs::rename(work.join("new"), work.join("file"));
            }
        });
        let secret = Digest::of(b"secret");
        for _ in 0..500 {
            let collected = collect(&root, &Known::new(), &Filter::default(), 1 << 20);
            let artifacts = collected
                .map(|collected| collected.artifacts)
                .unwrap_or_default();
            assert!(artifacts.iter().all(|artifact| artifact.digest != secret));
        }
        over.store(true, Ordering::Relaxed);
    });
}

proptest! {
    #[test]
    fn every_file_with_a_name_that_may_travel_comes_home_once(
        files in prop::collection::btree_set("[a-c ]{1,3}(/[a-c\n]{1,3}){0,2}", 0..12)
    ) {
        let folder = tempfile::tempdir().unwrap();
        let root = make_root(&folder.path().join("work")).unwrap();
        let mut made = Vec::new();
        for file in files {
            if root.create(&path(&file), false).is_ok() {
                made.push(file);
            }
        }
        made.sort();
        let collected = collect(&root, &Known::new(), &Filter::default(), 1 << 20).unwrap();
        prop_assert_eq!(names(&collected), made);
    }
}
