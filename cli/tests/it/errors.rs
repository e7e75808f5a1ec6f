//! Wrong input gets a sentence and the next thing to type, never a trace (R-L11).

use std::{fs, os::unix::fs::PermissionsExt, process::Stdio};

use crate::scene::{Scene, said};

/// Nothing listens there.
const NOBODY: &str = "http://127.0.0.1:1";

#[test]
fn a_server_that_is_not_running_is_started_with_up() {
    let scene = Scene::new();
    scene.write("p.py", "");
    for words in [
        &["run", "p.py"][..],
        &["list"],
        &["status", "job_01jd0000000000000000000000"],
    ] {
        let said = scene.run_with(NOBODY, words);
        assert_eq!(said.code, 245, "{}", said.err);
        assert!(
            said.err
                .starts_with("rgrid: cannot reach http://127.0.0.1:1: "),
            "{}",
            said.err
        );
        assert!(said.err.contains("\nhint: rgrid up"), "{}", said.err);
    }
}

#[test]
fn without_a_profile_the_first_step_is_named() {
    let scene = Scene::new();
    let said = scene.run(&["list"]);
    assert_eq!(said.code, 241);
    assert!(
        said.err
            .starts_with("rgrid: there is no server and no key yet\nhint: rgrid up"),
        "{}",
        said.err
    );
}

#[test]
fn an_unknown_runtime_is_guessed() {
    let scene = Scene::new();
    scene.write("p.py", "");
    let said = scene.run(&["run", "--runtime", "pyhton", "p.py"]);
    assert_eq!(
        (said.code, said.err.as_str()),
        (
            240,
            "rgrid: there is no runtime `pyhton`\nhint: --runtime python\n"
        )
    );
}

#[test]
fn a_missing_script_an_unmatched_pattern_and_a_bad_value_are_usage() {
    let scene = Scene::new();
    scene.write("p.py", "");
    for (words, says) in [
        (
            &["run", "q.py"][..],
            "rgrid: there is no file q.py here\nhint: rgrid run -- q.py",
        ),
        (
            &["run", "p.py", "--batch", "*.png"],
            "rgrid: no file matches --batch '*.png'\n",
        ),
        (
            &["run", "--memory", "lots", "p.py"],
            "error: invalid value 'lots' for '--memory <SIZE>': give a size",
        ),
        (
            &["run", "--parallel", "3", "p.py"],
            "rgrid: --parallel and --flat are for a batch\n",
        ),
        (
            &["run", "--input", "gone", "p.py"],
            "rgrid: cannot send gone: it does not exist\n",
        ),
        (&["run"], "rgrid: name a script to run\n"),
        (
            &["status", "x"],
            "rgrid: `x` is not the id of a job or a batch\nhint: rgrid list\n",
        ),
        (
            &["list", "-s", "sleeping"],
            "error: invalid value 'sleeping' for '--state <STATE>': `sleeping` is not a state",
        ),
        (&["rnu"], "error: unrecognized subcommand 'rnu'"),
    ] {
        let said = scene.run(words);
        assert_eq!(said.code, 240, "{words:?}: {}", said.err);
        assert!(said.err.starts_with(says), "{words:?}: {}", said.err);
    }
}

#[test]
fn a_file_that_cannot_be_read_is_named() {
    let scene = Scene::new();
    scene.write("p.py", "").write("d/x", "");
    fs::set_permissions(scene.cwd().join("p.py"), fs::Permissions::from_mode(0o0)).unwrap();
    let mut command = scene.command(&["run", "--dry-run", "p.py"]);
    if rustix::process::geteuid().is_root() {
        // Root reads everything; a folder in place of a file is as unreadable.
        let said = scene.run(&["run", "--env-file", "d", "--dry-run", "p.py"]);
        assert!(
            said.err.starts_with("rgrid: cannot read d: "),
            "{}",
            said.err
        );
        return;
    }
    let said = said(command.output().unwrap());
    assert_eq!(said.code, 246);
    assert!(
        said.err
            .starts_with("rgrid: cannot read p.py: permission denied\nhint: ls -ld p.py"),
        "{}",
        said.err
    );
}

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
    assert_eq!((said.code, said.err.as_str()), (0, ""));
}

#[test]
fn the_doctor_says_what_to_type() {
    let scene = Scene::new();
    let said = scene.run_with(NOBODY, &["doctor"]);
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
