//! Credentials, the doctor, and the forms that output has.

use std::{fs, os::unix::fs::PermissionsExt, process::Stdio};

use crate::scene::{Scene, said};

/// R-L8.
#[test]
fn credentials_that_others_may_read_are_refused() {
    let scene = Scene::new();
    let home = scene.cwd().join("../.rgrid");
    fs::create_dir(&home).unwrap();
    fs::write(home.join("credentials"), "default = \"local\"\n").unwrap();
    fs::set_permissions(home.join("credentials"), fs::Permissions::from_mode(0o644)).unwrap();
    let said = scene.run(&["list"]);
    assert_eq!(said.code, 241);
    assert!(
        said.err.contains("may be read by others") && said.err.contains("hint: chmod 600 "),
        "{}",
        said.err
    );
}

#[test]
fn a_failure_is_one_json_document_when_asked_for() {
    let scene = Scene::new();
    for words in [
        &["list", "--json"][..],
        &["run", "--json", "q.py"],
        &["run", "--json", "--cpu", "x", "p"],
    ] {
        let said = scene.run(words);
        let value: serde_json::Value = serde_json::from_str(&said.out).unwrap();
        assert_eq!(value["error"]["exit_code"], said.code, "{words:?}");
        assert_eq!(said.err, "", "{words:?}");
    }
}

#[test]
fn a_closed_pipe_is_quiet() {
    let scene = Scene::new();
    let mut child = scene
        .command(&["help", "run"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let said = said(child.wait_with_output().unwrap());
    assert_eq!((said.code, said.err.as_str()), (141, ""));
}

#[test]
fn the_doctor_says_what_to_type() {
    let scene = Scene::new();
    let said = scene.run_with(crate::errors::NOBODY, &["doctor"]);
    assert_eq!(said.code, 246);
    assert!(said.out.contains("ok      profile"), "{}", said.out);
    assert!(
        said.out
            .contains("failed  server    cannot reach http://127.0.0.1:1"),
        "{}",
        said.out
    );
    assert!(said.out.contains("rgrid up"), "{}", said.out);
}
