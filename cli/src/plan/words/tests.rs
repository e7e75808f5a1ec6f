use std::fs;

use proptest::prelude::*;

use super::*;

struct Scene {
    _dir: tempfile::TempDir,
    places: Places,
    files: Files,
}

fn scene() -> Scene {
    let dir = tempfile::tempdir().unwrap();
    let root = dir.path().canonicalize().unwrap();
    for path in [
        "cwd/a.csv",
        "cwd/my file.csv",
        "cwd/d/x",
        "cwd/d/y",
        "data/b.csv",
    ] {
        let path = root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, "").unwrap();
    }
    Scene {
        _dir: dir,
        places: Places::new(root.join("cwd")),
        files: Files::default(),
    }
}

impl Scene {
    fn read(&mut self, word: &str) -> String {
        argument(word, &mut self.places, &mut self.files).unwrap()
    }

    fn sent(&self) -> Vec<&str> {
        self.files
            .0
            .keys()
            .map(rgrid_shared::path::RelPath::as_str)
            .collect()
    }
}

/// R-L1: input file arguments are sent; flags and other words are untouched.
#[test]
fn files_and_folders_are_sent_and_other_words_left_alone() {
    let mut scene = scene();
    for word in [
        "a.csv",
        "my file.csv",
        "d/",
        "--fast",
        "-v",
        "10",
        "missing.csv",
        "x=1",
        "",
        "-",
        "/",
        "/usr",
        "@",
    ] {
        assert_eq!(scene.read(word), word);
    }
    assert_eq!(scene.sent(), ["a.csv", "d/x", "d/y", "my file.csv"]);
}

#[test]
fn a_path_after_an_equals_sign_or_at_sign_counts() {
    let mut scene = scene();
    assert_eq!(scene.read("--in=a.csv"), "--in=a.csv");
    assert_eq!(scene.read("if=../data/b.csv"), "if=.rgrid-in/1/b.csv");
    assert_eq!(scene.read("@../data/b.csv"), "@.rgrid-in/1/b.csv");
    assert_eq!(scene.sent(), [".rgrid-in/1/b.csv", "a.csv"]);
}

#[test]
fn an_output_named_outside_the_directory_gets_a_folder_to_be_written_in() {
    let mut scene = scene();
    assert_eq!(scene.read("../data/new.csv"), ".rgrid-in/1/new.csv");
    assert_eq!(scene.read("../nowhere/new.csv"), "../nowhere/new.csv");
    assert_eq!(scene.read("/api/v1"), "/api/v1");
    assert_eq!(scene.sent(), [".rgrid-in/1/.rgrid-folder"]);
}

#[test]
fn devices_are_not_sent() {
    let mut scene = scene();
    assert_eq!(scene.read("/dev/null"), "/dev/null");
    assert_eq!(scene.read("--log=/dev/stdout"), "--log=/dev/stdout");
    assert!(scene.sent().is_empty());
}

proptest! {
    /// Any word is either left as it is or names, inside, what it names here.
    #[test]
    fn every_argument_maps_back(word in "(--in=|@|)(\\.\\./|\\./|)(a\\.csv|data/b\\.csv|d|cwd/a\\.csv|zzz|\\PC{0,6})") {
        let mut scene = scene();
        if let Ok(inside) = argument(&word, &mut scene.places, &mut scene.files) {
            let path = |text: &str| text.rsplit_once(['=', '@']).map_or(text.to_owned(), |(_, path)| path.to_owned());
            if inside != word {
                let back = scene.places.local(&path(&inside)).unwrap_or_else(|| scene.places.cwd().join(path(&inside)));
                let there = scene.places.cwd().join(path(&word));
                prop_assert_eq!(back.canonicalize().ok(), there.canonicalize().ok());
            }
        }
    }
}
