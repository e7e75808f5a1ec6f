//! A command that was killed between its request and the answer is found again (R-L10).

use std::{
    fs,
    time::{Duration, SystemTime},
};

use serde_json::json;

use crate::{
    fake::{Fake, Reply},
    scene::Scene,
    wire::{self, BATCH, JOB},
};

/// A server that accepts and does not get to say so; `knows` says whether it has accepted.
fn mute(knows: bool) -> Fake {
    Fake::new(move |_, request| {
        let path = request.path.as_str();
        let end = json!({ "reason": "exit_code", "exit_code": 3 });
        match path {
            _ if path.starts_with("/v1/submissions/") && knows => {
                Reply::Json(200, json!({ "job": JOB, "batch": null }))
            }
            _ if request.method == "POST" => Reply::Silence,
            _ if path.contains("/logs?") => wire::log(path, "a\nb\n", true),
            _ if path.ends_with("/artifacts") => Reply::Json(200, json!({ "artifacts": [] })),
            _ if path.ends_with(JOB) => Reply::Json(200, wire::with(wire::job("failed"), &end)),
            _ => wire::refusal(404, "RESOURCE_NOT_FOUND", "there is no such thing"),
        }
    })
}

/// Kills `rgrid run` once the server has its request.
fn killed(scene: &Scene, fake: &Fake) -> String {
    scene.write("p.py", "");
    let mut child = scene.spawn(fake, &["run", "p.py"]);
    fake.wait_for("POST /v1/jobs");
    child.kill().unwrap();
    child.wait().unwrap();
    let key = fake.keys_of("/v1/jobs")[0].clone();
    key.unwrap()
}

#[test]
fn a_run_that_was_killed_before_it_had_the_answer_is_attached_to() {
    let (scene, fake) = (Scene::new(), mute(true));
    let key = killed(&scene, &fake);
    let said = scene.run_with(&fake.url, &["attach"]);
    assert_eq!(
        (said.code, said.out.as_str()),
        (3, "a\nb\n"),
        "{}",
        said.err
    );
    let asked = format!("GET /v1/submissions/{key}");
    assert!(fake.asked().contains(&asked), "{:?}", fake.asked());
    let said = scene.run_with(&fake.url, &["why", "--json"]);
    assert!(said.out.contains(JOB), "{}", said.out);
    let times = fake.asked().iter().filter(|said| **said == asked).count();
    assert_eq!(times, 1, "what was found is remembered");
}

#[test]
fn a_run_that_the_server_never_had_is_said_to_be_none() {
    let (scene, fake) = (Scene::new(), mute(false));
    killed(&scene, &fake);
    let said = scene.run_with(&fake.url, &["attach"]);
    assert!(said.code != 0, "{}", said.out);
    assert!(said.err.contains("it may still be at it"), "{}", said.err);
    let notes = scene.cwd().join("../.rgrid/asked");
    for note in fs::read_dir(notes).unwrap() {
        let note = fs::File::open(note.unwrap().path()).unwrap();
        let ago = SystemTime::now() - Duration::from_mins(2);
        note.set_modified(ago).unwrap();
    }
    let said = scene.run_with(&fake.url, &["attach"]);
    assert!(said.code != 0, "{}", said.out);
    let sentence = "the last `rgrid run` was cut off before the server had accepted it";
    assert!(said.err.contains(sentence), "{}", said.err);
    // Said once, it is not in the way of what ran before.
    let said = scene.run_with(&fake.url, &["status"]);
    assert!(!said.err.contains("cut off"), "{}", said.err);
    let said = scene.run_with(&fake.url, &["status", BATCH]);
    assert!(!said.err.contains("cut off"), "{}", said.err);
}
