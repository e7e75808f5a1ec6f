//! A batch brought home from a server that has no sockets (R-L2).

mod server;

use serde_json::{Value, json};

use crate::{
    fake::Fake,
    scene::{Said, Scene},
    wire::BATCH,
};
use server::IDS;
pub(crate) use server::answer;

pub(crate) fn run(second: Value, whole: bool, words: &[&str]) -> (Scene, Said) {
    let fake = Fake::new(move |here, request| answer(here, request, &second, whole));
    let scene = Scene::new();
    scene
        .write("p.py", "")
        .write("a.txt", "")
        .write("b.txt", "");
    let said = scene.run_with(&fake.url, words);
    (scene, said)
}

pub(crate) const WORDS: [&str; 5] = ["run", "p.py", "--batch", "a.txt", "b.txt"];

#[test]
fn each_item_lands_in_its_folder() {
    let (scene, said) = run(json!({}), true, &WORDS);
    assert_eq!((said.code, said.out.as_str()), (0, ""), "{}", said.err);
    assert_eq!(
        said.err,
        "rgrid: 2 of 2 succeeded in 9.0 s; cost 0.00124 EUR\n\
         rgrid: 2 files, 8 B in outputs; outputs/manifest.json lists them\n"
    );
    for folder in ["a", "b"] {
        let path = scene.cwd().join("outputs").join(folder).join("out.txt");
        assert_eq!(std::fs::read(path).unwrap(), b"made");
    }
}

#[test]
fn an_item_that_failed_is_named_with_what_to_type() {
    let failed = json!({ "state": "failed", "reason": "exit_code", "exit_code": 3 });
    let (_, said) = run(failed, true, &WORDS);
    assert_eq!(said.code, 1, "{}", said.err);
    let says = format!(
        "rgrid: b.txt: the script exited with code 3  (rgrid logs --tail 20 {})\n",
        IDS[1]
    );
    assert!(said.err.contains(&says), "{}", said.err);
    assert!(
        said.err.contains(&format!("hint: rgrid retry {BATCH}")),
        "{}",
        said.err
    );
}

#[test]
fn files_that_cannot_be_fetched_fail_a_batch_that_succeeded() {
    let (_, said) = run(json!({}), false, &WORDS);
    assert_eq!(said.code, 246, "{}", said.err);
    assert!(said.err.contains("cannot fetch outputs/"), "{}", said.err);
    assert!(
        said.err.contains(&format!("hint: rgrid download {BATCH}")),
        "{}",
        said.err
    );
}

#[test]
fn in_json_each_item_and_the_batch_are_documents() {
    let words = [
        "run",
        "--json",
        "p.py",
        "--batch",
        "a.txt",
        "b.txt",
        "--remote-only",
    ];
    let (scene, said) = run(json!({}), true, &words);
    let lines: Vec<Value> = said
        .out
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!((said.code, lines.len()), (0, 3), "{}", said.out);
    assert_eq!(lines[2]["batch"]["succeeded"], 2);
    assert!(!scene.cwd().join("outputs").exists());
}

#[test]
fn what_stays_on_the_server_is_said_to() {
    let (_, said) = run(json!({}), true, &[&WORDS[..], &["--remote-only"]].concat());
    assert!(
        said.err
            .contains(&format!("outputs are kept: rgrid download {BATCH}")),
        "{}",
        said.err
    );
}

#[test]
fn a_batch_is_listed_and_downloaded_later() {
    let (_, listed) = run(json!({}), true, &["outputs", BATCH]);
    assert_eq!(
        listed.out,
        "           4  a.txt  out.txt\n           4  b.txt  out.txt\n"
    );
    let (_, json) = run(json!({}), true, &["outputs", "--json", BATCH]);
    assert_eq!(json.out.lines().count(), 2);
    let (scene, got) = run(json!({}), true, &["download", BATCH]);
    assert_eq!((got.code, got.err.as_str()), (0, "rgrid: 2 files, 8 B\n"));
    assert!(scene.cwd().join("outputs/b/out.txt").exists());
    let (scene, _) = run(
        json!({}),
        true,
        &["download", "--flat", "-o", "all", BATCH, "out.txt"],
    );
    assert!(scene.cwd().join("all/out.txt").exists());
    let (_, status) = run(json!({}), true, &["status", BATCH]);
    assert!(
        status
            .out
            .contains(&format!("next      rgrid download {BATCH}")),
        "{}",
        status.out
    );
    let failed = json!({ "state": "failed", "reason": "exit_code" });
    let (_, status) = run(failed, true, &["status", BATCH]);
    assert!(
        status
            .out
            .contains(&format!("next      rgrid retry {BATCH}")),
        "{}",
        status.out
    );
}
