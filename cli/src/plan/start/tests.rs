use super::*;

fn script(path: &str, head: &str, asked: Option<&str>) -> (String, String) {
    let start = of_script(path, head.as_bytes(), asked).unwrap();
    (start.runtime, start.words.join(" "))
}

fn both(runtime: &str, words: &str) -> (String, String) {
    (runtime.to_owned(), words.to_owned())
}

/// R-L4.
#[test]
fn the_flag_wins_over_the_shebang_and_the_shebang_over_the_extension() {
    assert_eq!(script("a.py", "", None), both("python", "python"));
    assert_eq!(script("a.py", "#!/bin/bash\n", None), both("bash", "bash"));
    assert_eq!(
        script("a", "#!/usr/bin/env python3\n", None),
        both("python", "python")
    );
    assert_eq!(
        script("a.py", "", Some("python3.12")),
        both("python3.12", "python")
    );
}

#[test]
fn a_comment_in_the_script_names_its_runtime_and_the_flag_wins_over_it() {
    let head = "#!/usr/bin/env python3\n# rgrid: runtime=python3.12\n";
    assert_eq!(script("a.py", head, None), both("python3.12", "python"));
    assert_eq!(
        script("a.py", head, Some("python3.13")),
        both("python3.13", "python")
    );
    let node = "// rgrid: runtime=node22\n";
    assert_eq!(script("a.js", node, None), both("node22", "node"));
    let image = "#rgrid:runtime=debian:12\n";
    assert_eq!(script("a.sh", image, None), both("debian:12", "bash"));
    for none in ["# rgrid: python\n", "x = '# rgrid: runtime=node'\n"] {
        assert_eq!(script("a.py", none, None), both("python", "python"));
    }
    let late = "\n".repeat(20) + "# rgrid: runtime=node22\n";
    assert_eq!(script("a.py", &late, None), both("python", "python"));
    let wrong = of_script("a.py", b"# rgrid: runtime=pythn\n", None).unwrap_err();
    assert!(wrong.message.contains("`pythn`"), "{wrong}");
}

#[test]
fn a_script_keeps_its_language_in_a_runtime_of_another() {
    assert_eq!(script("a.sh", "", Some("ffmpeg")), both("ffmpeg", "bash"));
    assert_eq!(
        script("a.py", "", Some("ffmpeg")),
        both("ffmpeg", "python3")
    );
    assert_eq!(
        script("a.py", "", Some("debian:12")),
        both("debian:12", "python3")
    );
    assert_eq!(
        script("a.xyz", "", Some("python")),
        both("python", "python")
    );
}

#[test]
fn a_program_starts_by_itself() {
    assert_eq!(script("./tool", "\u{7f}ELF", None), both("bash", ""));
}

#[test]
fn an_unknown_runtime_is_a_sentence_with_a_guess() {
    let failure = of_script("a.py", b"", Some("pyhton")).unwrap_err();
    assert_eq!(failure.message, "there is no runtime `pyhton`");
    assert_eq!(failure.hints[0], "--runtime python");
    assert!(failure.hints[1].starts_with("runtimes: python, "));
    let failure = of_script("a.py", b"", Some("python:3.11\nRUN x")).unwrap_err();
    assert_eq!(failure.message, "there is no runtime `python:3.11\\nRUN x`");
}

#[test]
fn a_script_that_nothing_runs_is_a_sentence() {
    let failure = of_script("tool", b"hello", None).unwrap_err();
    assert!(
        failure
            .message
            .contains("no `#!` line and no known extension"),
        "{failure}"
    );
    let failure = of_script("tool", b"#!/usr/bin/perl -w\n", None).unwrap_err();
    assert!(failure.message.contains("`/usr/bin/perl -w`"), "{failure}");
}

#[test]
fn the_first_word_of_a_command_names_its_runtime() {
    let runtime = |word| of_command(word, None).unwrap().runtime;
    assert_eq!(runtime("ffmpeg"), "ffmpeg");
    assert_eq!(runtime("/usr/bin/python3"), "python");
    assert_eq!(runtime("npm"), "node");
    assert_eq!(runtime("sh"), "bash");
    assert_eq!(runtime("grep"), "bash");
    assert_eq!(of_command("ls", Some("python")).unwrap().runtime, "python");
}
