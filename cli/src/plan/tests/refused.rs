use super::*;

#[test]
fn a_missing_script_is_a_sentence_with_the_next_thing_to_type() {
    let (_dir, cwd) = tree(&[("cwd/d/x", "")]);
    let failure = make(&line(&["nope.py"]), &cwd).unwrap_err();
    assert_eq!(failure.message, "there is no file nope.py here");
    assert!(failure.hints[0].starts_with("rgrid run -- nope.py"));
    let (_dir, cwd) = tree(&[("cwd/sub/hello.py", ""), ("cwd/sub/other.py", "")]);
    let failure = make(&line(&["sub/helo.py"]), &cwd).unwrap_err();
    assert_eq!(failure.hints[0], "rgrid run sub/hello.py");
    assert!(failure.hints[1].starts_with("rgrid run -- sub/helo.py"));
    let (_dir, cwd) = tree(&[("cwd/d/x", "")]);
    assert_eq!(
        make(&line(&["d"]), &cwd).unwrap_err().message,
        "d is a folder, not a script"
    );
}
