use super::*;

#[test]
fn a_slip_of_the_finger_is_understood() {
    let known = ["python", "python3.12", "ffmpeg", "node"];
    assert_eq!(did_you_mean("pyhton", known), Some("python"));
    assert_eq!(did_you_mean("ffmpg", known), Some("ffmpeg"));
    assert_eq!(did_you_mean("haskell", known), None);
}

/// A script that misses a file which exists here ends with its name.
#[test]
fn the_missed_file_is_found_in_the_words_of_many_programs() {
    let dir = tempfile::tempdir().unwrap();
    for name in ["a.csv", "my file.txt", "helper.py"] {
        std::fs::write(dir.path().join(name), "").unwrap();
    }
    let lines = [
        (
            "FileNotFoundError: [Errno 2] No such file or directory: 'a.csv'",
            "a.csv",
        ),
        ("cat: my file.txt: No such file or directory", "my file.txt"),
        ("/work/./a.csv does not exist", "a.csv"),
        (
            "Error: ENOENT: no such file or directory, open '/work/a.csv'",
            "a.csv",
        ),
        ("ModuleNotFoundError: No module named 'helper'", "helper.py"),
        ("a.csv: No such file or directory", "a.csv"),
    ];
    for (line, name) in lines {
        let found = missed_files(line, dir.path(), |_| false);
        assert_eq!(found.first().map_or("", String::as_str), name, "{line}");
    }
}

#[test]
fn a_file_that_was_sent_or_is_not_here_is_no_hint() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("a.csv"), "").unwrap();
    let line = "No such file or directory: 'a.csv' 'b.csv'";
    assert!(missed_files(line, dir.path(), |name| name == "a.csv").is_empty());
    assert!(missed_files("read 'a.csv' well", dir.path(), |_| false).is_empty());
}
