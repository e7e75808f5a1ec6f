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

#[test]
fn a_module_that_is_not_installed_is_named() {
    let missing = causes::missing_module;
    let python = "Traceback\nModuleNotFoundError: No module named 'numpy.linalg'\n";
    assert_eq!(missing(python), Some("numpy"));
    let node = "Error: Cannot find module '@scope/it'\nRequire stack:\n";
    assert_eq!(missing(node), Some("@scope/it"));
    assert_eq!(missing("Error: Cannot find module './mine'"), None);
    assert_eq!(missing("Error: Cannot find module '/work/x.js'"), None);
    assert_eq!(
        missing("No module named 'x'"),
        None,
        "a word of the script's own"
    );
    assert_eq!(missing("ModuleNotFoundError: No module named ''"), None);
}

#[test]
fn a_network_that_is_missed_is_told_from_other_errors() {
    for line in [
        "urllib.error.URLError: <urlopen error [Errno -3] Temporary failure in name resolution>",
        "curl: (6) Could not resolve host: example.org",
        "OSError: [Errno 101] Network is unreachable",
        "Error: getaddrinfo EAI_AGAIN example.org",
    ] {
        assert!(causes::wants_network(line), "{line}");
    }
    assert!(!causes::wants_network("HTTP 404: not found"));
}
