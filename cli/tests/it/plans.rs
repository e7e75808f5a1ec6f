//! What would be sent and run, seen through `--dry-run` (R-L1, R-L2, R-L6).

use std::{fs, os::unix::fs::PermissionsExt};

use serde_json::Value;

use crate::scene::Scene;

/// The plan of a line.
pub(crate) fn plan(scene: &Scene, words: &[&str]) -> Value {
    let words: Vec<_> = ["run", "--dry-run", "--json"]
        .iter()
        .chain(words)
        .copied()
        .collect();
    let said = scene.run(&words);
    assert_eq!(said.code, 0, "{}{}", said.out, said.err);
    serde_json::from_str(&said.out).unwrap()
}

/// The names of what it sends.
pub(crate) fn sent(plan: &Value) -> Vec<&str> {
    plan["spec"]["inputs"]
        .as_array()
        .unwrap()
        .iter()
        .map(|input| input["path"].as_str().unwrap())
        .collect()
}

#[test]
fn a_script_its_files_and_its_modules_are_sent() {
    let scene = Scene::new();
    scene
        .write("p.py", "from lib import a\n")
        .write("lib/__init__.py", "")
        .write("lib/a.py", "")
        .write("in put.csv", "1");
    let plan = plan(
        &scene,
        &[
            "--cpu",
            "0.5",
            "--memory",
            "2G",
            "--timeout",
            "10m",
            "-m",
            "k=v",
            "p.py",
            "in put.csv",
            "-x",
        ],
    );
    assert_eq!(
        sent(&plan),
        ["in put.csv", "lib/__init__.py", "lib/a.py", "p.py"]
    );
    let spec = &plan["spec"];
    assert_eq!(spec["command"], serde_json::json!(["python", "p.py"]));
    assert_eq!(spec["args"], serde_json::json!(["in put.csv", "-x"]));
    assert_eq!(spec["resources"]["cpu_millis"], 500);
    assert_eq!(spec["resources"]["memory_bytes"], 2_u64 << 30);
    assert_eq!(spec["timeout_s"], 600);
    assert_eq!(spec["metadata"]["k"], "v");
}

#[test]
fn names_of_every_kind_travel() {
    let scene = Scene::new();
    let names = [
        "it's.csv",
        "a\"b.csv",
        "new\nline.csv",
        "ünï.csv",
        " lead.csv",
    ];
    scene.write("p.sh", "");
    for name in names {
        scene.write(name, "x");
    }
    let words: Vec<_> = ["p.sh"].into_iter().chain(names).collect();
    let plan = plan(&scene, &words);
    assert_eq!(plan["spec"]["args"], serde_json::json!(names));
    assert_eq!(sent(&plan).len(), 6);
}

#[test]
fn a_plain_command_keeps_its_words() {
    let scene = Scene::new();
    scene.write("in.png", "");
    let plan = plan(&scene, &["--", "ffmpeg", "-i", "in.png", "out.jpg"]);
    assert_eq!(plan["spec"]["runtime"], "ffmpeg");
    assert_eq!(plan["spec"]["command"], serde_json::json!(["ffmpeg"]));
    assert_eq!(
        plan["spec"]["args"],
        serde_json::json!(["-i", "in.png", "out.jpg"])
    );
}

#[test]
fn a_program_of_ones_own_is_sent_with_its_right_to_run() {
    let scene = Scene::new();
    scene.write("tool", "\u{7f}ELF");
    fs::set_permissions(scene.cwd().join("tool"), fs::Permissions::from_mode(0o755)).unwrap();
    let plan = plan(&scene, &["tool"]);
    assert_eq!(plan["spec"]["command"], serde_json::json!(["./tool"]));
    assert_eq!(plan["spec"]["inputs"][0]["executable"], true);
}

#[test]
fn secrets_are_never_shown() {
    let scene = Scene::new();
    scene.write("p.sh", "");
    let words = [
        "run",
        "--dry-run",
        "--json",
        "--secret",
        "TOKEN=hush",
        "p.sh",
    ];
    let said = scene.run(&words);
    assert!(
        said.out.contains("TOKEN") && !said.out.contains("hush"),
        "{}",
        said.out
    );
}
