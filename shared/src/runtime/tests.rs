use super::*;

#[test]
fn the_catalogue_is_whole() {
    let names: Vec<_> = catalogue()
        .iter()
        .map(|runtime| runtime.name.as_str())
        .collect();
    assert!(names.len() >= 10);
    for runtime in catalogue() {
        assert!(is_image_reference(&runtime.image), "{}", runtime.image);
        assert!(!runtime.start.is_empty(), "{}", runtime.name);
    }
    let unique: std::collections::BTreeSet<_> = names.iter().collect();
    assert_eq!(unique.len(), names.len());
}

/// Chosen from the file's extension or shebang when not given (R-L4).
#[test]
fn a_script_finds_its_runtime() {
    let name = |file, line| {
        let found = built_in().detect(file, line);
        found.map(|runtime| runtime.name.as_str())
    };
    assert_eq!(name("process.py", "import sys"), Some("python"));
    assert_eq!(name("SCRIPT.PY", ""), Some("python"));
    assert_eq!(name("run", "#!/usr/bin/env bash"), Some("bash"));
    assert_eq!(
        name("run", "#!/usr/bin/env -S node --harmony"),
        Some("node")
    );
    assert_eq!(name("run", "#!/bin/sh -e"), Some("bash"));
    assert_eq!(name("x.py", "#!/usr/bin/python3.12"), Some("python3.12"));
    assert_eq!(name("x.sh", "#!/opt/weird"), Some("bash"));
    assert_eq!(name("data.csv", "a,b"), None);
    assert_eq!(name("run", "#!"), None);
}

#[test]
fn an_image_reference_is_taken_and_anything_else_refused() {
    assert_eq!(image_of("python"), Some("python:3.11-slim-bookworm"));
    for image in [
        "alpine:3",
        "ghcr.io/a/b:1.2",
        "localhost:5000/x",
        "a@sha256:00ff",
    ] {
        assert_eq!(image_of(image), Some(image));
    }
    for text in [
        "",
        "pyton",
        "python:3.11\nRUN x",
        "a b",
        ":x",
        "/x",
        "x/",
        "a//b",
        "-x:1",
        "x:$(y)",
    ] {
        assert_eq!(image_of(text), None, "{text:?}");
    }
}

/// Adding a runtime is an entry of a few lines, for all or for one project.
#[test]
fn an_entry_of_a_file_stands_before_the_built_in_ones() {
    let own = r#"
        [[runtime]]
        name = "perl"
        image = "perl:5.36-slim"
        extensions = ["pl"]
        interpreters = ["perl"]
        start = ["perl"]
        env = { PERL_UNICODE = "S" }

        [[runtime]]
        name = "python"
        image = "python:3.13-slim-bookworm"
        extensions = ["py"]
        start = ["python", "-X", "dev"]
    "#;
    let users = "[[runtime]]\nname = \"perl\"\nimage = \"perl:4\"\nstart = [\"perl\"]\n";
    let all = Catalogue::before_built_in([own, users]).unwrap();
    assert_eq!(all.image_of("perl"), Some("perl:5.36-slim"));
    assert_eq!(all.detect("x.pl", "").unwrap().env["PERL_UNICODE"], "S");
    assert_eq!(all.detect("x.py", "").unwrap().start[1], "-X");
    assert_eq!(all.image_of("node"), image_of("node"));
    assert_eq!(all.all().len(), catalogue().len() + 1);
    assert_eq!(image_of("perl"), None);
}

#[test]
fn an_entry_that_cannot_work_says_why() {
    for (text, word) in [
        (
            "[[runtime]]\nname = \"a b\"\nimage = \"x:1\"\nstart = [\"x\"]",
            "no name",
        ),
        (
            "[[runtime]]\nname = \"a\"\nimage = \"x y\"\nstart = [\"x\"]",
            "the image of `a`",
        ),
        (
            "[[runtime]]\nname = \"a\"\nimage = \"x:1\"",
            "what starts a script",
        ),
        ("[[runtime]]\nname = \"a\"", "image"),
        ("[[runtimes]]\nname = \"a\"", "runtimes"),
    ] {
        let (number, why) = Catalogue::before_built_in(["", text]).unwrap_err();
        assert!(number == 1 && why.contains(word), "{why}");
    }
}
