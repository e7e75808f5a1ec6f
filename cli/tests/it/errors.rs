//! Wrong input gets a sentence and the next thing to type, never a trace (R-L11).

use std::{fs, os::unix::fs::PermissionsExt};

use crate::scene::{Scene, said};

/// Nothing listens there.
pub(crate) const NOBODY: &str = "http://127.0.0.1:1";

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
    assert_eq!(said.code, 240);
    let says =
        "rgrid: there is no runtime `pyhton`\nhint: --runtime python\nhint: runtimes: python, ";
    assert!(said.err.starts_with(says), "{}", said.err);
}

#[test]
fn a_missing_script_an_unmatched_pattern_and_a_bad_value_are_usage() {
    let scene = Scene::new();
    scene.write("p.py", "");
    for (words, says) in [
        (
            &["run", "q.py"][..],
            "rgrid: there is no file q.py here\nhint: rgrid run p.py\nhint: rgrid run -- q.py",
        ),
        (
            &["run", "p.py", "--batch", "*.png"],
            "rgrid: no file matches --batch '*.png'\n",
        ),
        (
            &["run", "--memory", "lots", "p.py"],
            "rgrid: --memory `lots`: give a size",
        ),
        (
            &["run", "--parallel", "3", "p.py"],
            "rgrid: --parallel is for a batch\n",
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
            "rgrid: --state `sleeping`: `sleeping` is not a state",
        ),
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

/// Before anything is sent, not when the outputs come.
#[test]
fn a_file_in_place_of_the_output_folder_is_usage() {
    let scene = Scene::new();
    scene.write("p.py", "").write("taken", "").write("a", "");
    for words in [
        &["run", "--output-dir", "taken", "p.py"][..],
        &["run", "--output-dir", "taken", "p.py", "--batch", "a"],
    ] {
        let said = scene.run(words);
        assert_eq!(said.code, 240, "{}", said.err);
        let says = "rgrid: --output-dir: taken is a file\nhint: --output-dir FOLDER\n";
        assert_eq!(said.err, says);
    }
}
