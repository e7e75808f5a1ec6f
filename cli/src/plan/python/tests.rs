use std::fs;

use proptest::prelude::*;

use super::*;

fn found(files: &[(&str, &str)], script: &str) -> Vec<String> {
    let dir = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let path = dir.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let found = modules(dir.path(), script.as_bytes()).unwrap();
    found
        .iter()
        .map(|path| path.to_str().unwrap().to_owned())
        .collect()
}

/// R-L1: the local modules that a script imports are sent with it, transitively.
#[test]
fn modules_are_found_transitively() {
    let files = [
        ("a.py", "import b.c as d"),
        ("b/c.py", "from e import f"),
        ("e.py", ""),
        ("x.py", ""),
    ];
    assert_eq!(found(&files, "import os, a\n"), ["a.py", "b/c.py", "e.py"]);
}

#[test]
fn of_a_package_the_whole_folder_is_sent() {
    let files = [
        ("pkg/__init__.py", "from . import one"),
        ("pkg/one.py", "from ..lib import x"),
        ("pkg/deep/two.py", ""),
        ("pkg/__pycache__/one.py", ""),
        ("pkg/data.json", ""),
    ];
    assert_eq!(
        found(&files, "from pkg import one"),
        ["pkg/__init__.py", "pkg/deep/two.py", "pkg/one.py"]
    );
}

#[test]
fn names_after_import_may_be_modules() {
    let files = [
        ("lib/a.py", ""),
        ("lib/b.py", "from . import c"),
        ("lib/c.py", ""),
        ("lib/d.py", ""),
    ];
    let script = "from lib import (a,  # first\n    b as bb,\n)\n";
    assert_eq!(found(&files, script), ["lib/a.py", "lib/b.py", "lib/c.py"]);
}

#[test]
fn imports_are_seen_wherever_python_sees_them() {
    let files = ["a", "b", "c", "d", "e", "f", "g"].map(|name| (format!("{name}.py"), ""));
    let files: Vec<_> = files
        .iter()
        .map(|(name, text)| (name.as_str(), *text))
        .collect();
    let script = "try: import a\nexcept ImportError: pass\nif 1:\n\timport b; import c\n\
        from d import \\\n  x\ndef f():\n    from e import *\nimportlib.import_module('f')\n__import__(\"g\")\n";
    assert_eq!(found(&files, script).len(), 7);
}

#[test]
fn strings_and_comments_import_nothing() {
    let files = [("a.py", ""), ("b.py", "")];
    let script = "'''\nimport a\n'''\n# import a\ns = \"it's\"\nt = 'import b'\nimportant = 1\n";
    assert!(found(&files, script).is_empty());
}

#[test]
fn modules_that_are_not_here_are_not_ours() {
    assert!(found(&[], "import numpy.linalg, sys\nfrom os import path\n").is_empty());
}

proptest! {
    /// Any text at all is read to its end.
    #[test]
    fn no_text_confuses_the_reader(text in "\\PC{0,200}") {
        scan::imports(&text);
    }

    #[test]
    fn no_near_python_confuses_the_reader(
        words in proptest::collection::vec(prop_oneof![Just("from "), Just("import "), Just("."), Just("a"), Just("("),
            Just(")"), Just("\n"), Just("\\"), Just("\""), Just("'''"), Just(","), Just("*"), Just(" as "), Just("é")], 0..30),
    ) {
        scan::imports(&words.concat());
    }
}
