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
    let name = |file, line| detect(file, line).map(|runtime| runtime.name.as_str());
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
