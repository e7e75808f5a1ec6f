use proptest::prelude::*;
use rgrid_shared::path::RelPath;

use super::*;

fn tree() -> (tempfile::TempDir, Places) {
    let dir = tempfile::tempdir().unwrap();
    let root = dir.path().canonicalize().unwrap();
    for folder in ["cwd/sub", "data/x", "other"] {
        std::fs::create_dir_all(root.join(folder)).unwrap();
    }
    let places = Places::new(root.join("cwd"));
    (dir, places)
}

fn word(places: &mut Places, word: &str) -> String {
    places.place(word).unwrap().word
}

/// R-L1: relative paths keep working as written.
#[test]
fn a_plain_relative_path_stays_as_it_is_written() {
    let (_dir, mut places) = tree();
    for text in ["a.csv", "./sub/a.csv", "sub//a.csv", "sub/", "."] {
        assert_eq!(word(&mut places, text), text);
    }
    assert_eq!(places.place("./sub//a.csv").unwrap().remote, "sub/a.csv");
    assert_eq!(places.place(".").unwrap().remote, "");
}

#[test]
fn a_detour_into_the_current_directory_becomes_relative() {
    let (dir, mut places) = tree();
    let cwd = dir.path().canonicalize().unwrap().join("cwd");
    assert_eq!(word(&mut places, "sub/../a.csv"), "a.csv");
    assert_eq!(
        word(&mut places, cwd.join("sub/b.csv").to_str().unwrap()),
        "sub/b.csv"
    );
    assert_eq!(word(&mut places, cwd.to_str().unwrap()), ".");
}

#[test]
fn paths_from_outside_get_one_number_per_folder_and_map_back() {
    let (dir, mut places) = tree();
    let root = dir.path().canonicalize().unwrap();
    assert_eq!(word(&mut places, "../data/a.csv"), ".rgrid-in/1/a.csv");
    assert_eq!(word(&mut places, "../other/a.csv"), ".rgrid-in/2/a.csv");
    assert_eq!(word(&mut places, "../data/x/"), ".rgrid-in/1/x/");
    assert_eq!(
        places.local(".rgrid-in/1/x/deep"),
        Some(root.join("data/x/deep"))
    );
    assert_eq!(places.local(".rgrid-in/3/x"), None);
    assert_eq!(places.local("a.csv"), None);
}

#[test]
fn a_folder_of_ours_that_is_already_there_is_left_alone() {
    let (dir, _) = tree();
    let cwd = dir.path().canonicalize().unwrap().join("cwd");
    std::fs::create_dir(cwd.join(".rgrid-in")).unwrap();
    let mut places = Places::new(cwd);
    assert_eq!(word(&mut places, "../data/a.csv"), ".rgrid-in_/1/a.csv");
}

#[test]
fn the_root_is_not_a_file_to_send() {
    let (_dir, mut places) = tree();
    assert!(places.place("/").is_err());
}

proptest! {
    /// No path escapes the working directory, two paths never meet, and every one maps back.
    #[test]
    fn every_real_path_maps_to_a_place_of_its_own_and_back(
        paths in proptest::collection::hash_set("(/[a-c]{1,2}){1,4}", 1..12),
    ) {
        let mut places = Places::new(PathBuf::from("/a/b"));
        let mut seen = std::collections::HashMap::new();
        for path in &paths {
            let real = PathBuf::from(path);
            let remote = places.remote(&real).unwrap();
            if !remote.is_empty() {
                prop_assert!(RelPath::new(remote.clone()).is_ok(), "{remote}");
            }
            prop_assert!(seen.insert(remote.clone(), path).is_none());
            let back = places.local(&remote).unwrap_or_else(|| PathBuf::from("/a/b").join(&remote));
            prop_assert_eq!(back.components().as_path(), real.as_path());
        }
    }

    /// A word that counts as plain never leaves the directory.
    #[test]
    fn a_plain_word_never_escapes(text in "[a-b./]{1,12}") {
        if let Some(remote) = plain(&text) {
            prop_assert!(remote.is_empty() || RelPath::new(remote).is_ok());
        }
    }
}
