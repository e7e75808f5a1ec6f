//! Settings and where they come from (R-L8).

use std::fs;

use serde_json::Value;

use crate::scene::{Said, Scene};

pub(crate) fn json(said: &Said) -> Value {
    serde_json::from_str(&said.out).unwrap()
}

#[test]
fn a_setting_is_kept_and_the_nearest_file_wins() {
    let scene = Scene::new();
    assert_eq!(scene.run(&["config", "set", "run.memory", "2G"]).code, 0);
    let nearer = scene.run(&["config", "set", "--project", "run.cpu", "2"]);
    assert!(nearer.err.contains("run.cpu is 2 in "), "{}", nearer.err);
    assert!(scene.cwd().join(".rgrid/config.toml").is_file());
    let hidden = scene.run(&["config", "set", "run.cpu", "4"]);
    assert!(
        hidden
            .err
            .contains("cwd/.rgrid/config.toml wins over it, with 2"),
        "{}",
        hidden.err
    );
    scene.write("sub/p.py", "");
    let mut command = scene.command(&["run", "--dry-run", "p.py"]);
    command
        .current_dir(scene.cwd().join("sub"))
        .env("RGRID_RUN_TIMEOUT", "90s");
    let said = crate::scene::said(command.output().unwrap());
    assert!(
        said.out
            .contains("2 CPU, 2 GiB memory, 10 GiB disk, 1 m 30 s, network closed"),
        "{}{}",
        said.out,
        said.err
    );
}

#[test]
fn settings_are_listed_with_their_origin_and_taken_out_again() {
    let scene = Scene::new();
    for (key, value) in [("run.memory", "2G"), ("run.cpu", "2")] {
        assert_eq!(scene.run(&["config", "set", key, value]).code, 0);
    }
    let list = json(&scene.run(&["config", "list", "--json"]));
    let cpu = list["settings"]
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["key"] == "run.cpu")
        .unwrap();
    assert_eq!(cpu["value"], "2");
    let table = scene.run(&["config", "list", "--origin"]);
    assert!(
        table.out.contains("run.disk") && table.out.contains("default\n"),
        "{}",
        table.out
    );
    assert_eq!(scene.run(&["config", "get", "run.memory"]).out, "2G\n");
    assert_eq!(scene.run(&["config", "unset", "run.memory"]).code, 0);
    assert_eq!(scene.run(&["config", "get", "run.memory"]).code, 242);
}

#[test]
fn what_is_wrong_is_said_with_its_place() {
    let scene = Scene::new();
    scene
        .write("p.py", "")
        .write(".rgrid/config.toml", "[run]\nmemory = \"lots\"\n");
    let said = scene.run(&["run", "--dry-run", "p.py"]);
    assert_eq!(said.code, 240);
    assert!(
        said.err
            .contains("cwd/.rgrid/config.toml: --memory `lots`: give a size"),
        "{}",
        said.err
    );
    std::os::unix::fs::symlink("/tmp", scene.cwd().join("out")).unwrap();
    for (text, says) in [
        ("url = \"http://x\"", "`url` stands in no file of settings"),
        (
            "run.output-dir = \"/etc\"",
            "may name a folder below the current one only",
        ),
        (
            "run.output-dir = \"out\"",
            "below the current one only, not through a link",
        ),
        ("run.memroy = 1", "there is no setting `run.memroy`"),
        ("[run", "line 1: "),
    ] {
        scene.write(".rgrid/config.toml", text);
        let said = scene.run(&["list"]);
        assert_eq!(said.code, 240, "{text}");
        assert!(said.err.contains(says), "{text}: {}", said.err);
        assert_eq!(scene.run(&["help", "exit-codes"]).code, 0, "{text}");
    }
    fs::remove_file(scene.cwd().join(".rgrid/config.toml")).unwrap();
    let said = scene.run(&["config", "set", "run.cpu", "0"]);
    assert!(
        said.code == 240 && said.err.contains("--cpu"),
        "{}",
        said.err
    );
}

#[test]
fn a_switch_that_a_variable_turns_off_is_off_for_failures_too() {
    for (word, is_json) in [("false", false), ("true", true)] {
        let scene = Scene::new();
        let mut command = scene.command(&["lst"]);
        command.env("RGRID_JSON", word);
        let said = crate::scene::said(command.output().unwrap());
        assert_eq!(
            (said.code, said.out.contains('{')),
            (240, is_json),
            "{}",
            said.err
        );
    }
}

/// What is typed for a batch alone is refused; what a file says of batches is not.
#[test]
fn settings_of_batches_do_no_harm_to_a_single_run() {
    let scene = Scene::new();
    scene
        .write("p.py", "")
        .write(".rgrid/config.toml", "run.parallel = 3\nrun.flat = true\n");
    assert_eq!(scene.run(&["run", "--dry-run", "p.py"]).code, 0);
    assert_eq!(
        scene
            .run(&["run", "--dry-run", "--parallel", "3", "p.py"])
            .code,
        240
    );
}
