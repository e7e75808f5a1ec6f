use std::fs;

use super::{logical_lines, read};

fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let path = dir.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    dir
}

#[test]
fn files_that_a_list_names_are_part_of_it() {
    let dir = folder(&[
        (
            "requirements.txt",
            "-r more/base.txt\n-c limits.txt\nrequests\n--requirement=more/base.txt\n",
        ),
        (
            "more/base.txt",
            "numpy>=1 # fast\n-r ../requirements.txt\n-cown.txt\n",
        ),
        ("more/own.txt", "numpy<3\n"),
        ("limits.txt", "# none\nurllib3==2.0\n"),
    ]);
    let (requirements, constraints) = read(&dir.path().join("requirements.txt")).unwrap();
    assert_eq!(requirements, "numpy>=1\nrequests\n");
    assert_eq!(constraints, "numpy<3\nurllib3==2.0\n");
}

/// Comments and spaces make no new set of packages.
#[test]
fn what_does_not_count_is_left_out() {
    let plain = "a==1 --hash=sha256:0 --hash=sha256:1\nb @ https://x.example/b.zip#sha256=2\n";
    let written = "\u{feff}# head\r\n\r\n  a==1  \\\r\n    --hash=sha256:0 \\\n --hash=sha256:1 # why\n\
        b @ https://x.example/b.zip#sha256=2\nb @ https://x.example/b.zip#sha256=2\n";
    let dir = folder(&[("a.txt", plain), ("b.txt", written)]);
    let both = ["a.txt", "b.txt"].map(|name| read(&dir.path().join(name)).unwrap());
    assert_eq!(both[0], both[1]);
    assert_eq!(both[0].0, plain);
}

#[test]
fn the_last_line_may_go_on_to_nowhere() {
    assert_eq!(logical_lines("a \\"), ["a"]);
    assert_eq!(logical_lines("# only\n\n"), [""; 0]);
}

#[test]
fn what_is_on_this_machine_cannot_be_installed_there() {
    for line in [
        "-e .",
        "--editable=./lib",
        ".",
        "./lib",
        "../lib[all]",
        "/opt/x.whl",
        "x @ file:///opt/x",
        "file:x",
        "lib/sub",
        "x-1.0-py3-none-any.whl",
        "--find-links wheels",
        "-f./wheels",
    ] {
        let dir = folder(&[("requirements.txt", line), ("lib/sub/setup.py", "")]);
        let refused = read(&dir.path().join("requirements.txt")).unwrap_err();
        assert!(
            refused.message.contains("installs from this machine"),
            "{line}: {}",
            refused.message
        );
    }
}

#[test]
fn options_and_addresses_stay_as_they_are() {
    let text = "--index-url https://packages.example/simple\n--pre\nx @ git+https://code.example/x@v1\n\
        -e git+https://code.example/y#egg=y\nhttps://x.example/x-1.0-py3-none-any.whl\n\
        pywin32; sys_platform == 'win32'\n";
    let dir = folder(&[("requirements.txt", text)]);
    assert_eq!(read(&dir.path().join("requirements.txt")).unwrap().0, text);
}

#[test]
fn a_file_that_is_not_there_is_named() {
    let dir = folder(&[("requirements.txt", "-r base.txt")]);
    let refused = read(&dir.path().join("requirements.txt")).unwrap_err();
    assert!(refused.message.contains("base.txt"), "{}", refused.message);
}
