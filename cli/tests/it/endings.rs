//! Ends of a run that are neither the job's nor a first signal's (R-L10).

use std::process::Child;

use rgrid_shared::digest::Digest;
use rustix::process::{Pid, Signal, kill_process};
use serde_json::{Value, json};

use crate::{
    fake::{Fake, Reply},
    scene::{Scene, said},
    terminal::Terminal,
    wire::{self, BATCH, JOB},
};

/// A server whose job is as `job` says and which answers to cancelling with `cancel`.
fn server(job: &'static str, end: bool, cancel: (u16, &'static str)) -> Fake {
    Fake::new(move |here, request| {
        let path = request.path.as_str();
        let file = json!({ "path": "out", "digest": Digest::of(b"x"), "size": 1, "get": { "url": format!("{here}/get") } });
        match (request.method.as_str(), path) {
            ("POST", "/v1/jobs") => {
                Reply::Json(200, json!({ "job": wire::job(job), "missing": [] }))
            }
            ("POST", "/v1/batches") => Reply::Json(
                200,
                json!({ "batch": wire::batch(2, 0, 0), "jobs": [], "missing": [] }),
            ),
            ("POST", _) if cancel.0 == 200 => Reply::Json(200, wire::job(job)),
            ("POST", _) => wire::refusal(cancel.0, cancel.1, "it cannot be"),
            (_, "/get") => Reply::Silence,
            (_, path) if path.contains("/logs?") => wire::log(path, "a line\n", end),
            (_, path) if path.ends_with("/artifacts") => {
                Reply::Json(200, json!({ "artifacts": [file] }))
            }
            (_, path) if path.ends_with(JOB) => Reply::Json(200, wire::job(job)),
            (_, path) if path.ends_with(BATCH) => {
                let running = json!({ "running": 2, "waiting": 0, "finished_at": null });
                Reply::Json(200, wire::with(wire::batch(2, 0, 0), &running))
            }
            (_, path) if path.starts_with("/v1/jobs?") => Reply::Json(200, json!({ "jobs": [] })),
            _ => wire::refusal(404, "RESOURCE_NOT_FOUND", "there is no such route"),
        }
    })
}

fn signal(child: &Child) {
    let pid = Pid::from_raw(i32::try_from(child.id()).unwrap()).unwrap();
    kill_process(pid, Signal::INT).unwrap();
}

#[test]
fn who_leaves_while_files_come_is_told_how_to_fetch_them() {
    let (scene, fake) = (Scene::new(), server("succeeded", true, (200, "")));
    scene.write("p.py", "").write("a", "");
    let child = scene.spawn(&fake, &["run", "p.py"]);
    fake.wait_for("GET /get");
    signal(&child);
    let said = said(child.wait_with_output().unwrap());
    assert_eq!(said.code, 249, "{}", said.err);
    assert_eq!(
        said.err,
        format!("rgrid: left before all its files were fetched\nhint: rgrid download {JOB}\n")
    );
}

#[test]
fn a_second_signal_does_not_wait_for_the_last_words() {
    let (scene, fake) = (Scene::new(), server("running", false, (200, "")));
    scene.write("p.py", "").write("a", "");
    let child = scene.spawn(&fake, &["run", "p.py"]);
    fake.wait_for("/logs?");
    signal(&child);
    fake.wait_for("/cancel");
    signal(&child);
    let said = said(child.wait_with_output().unwrap());
    assert_eq!(said.code, 248, "{}", said.err);
    assert_eq!(
        said.err,
        format!("rgrid: {JOB} is being cancelled\nhint: rgrid status {JOB}\n")
    );
}

#[test]
fn a_cancel_that_is_refused_says_how_to_try_again() {
    for (words, id) in [
        (&["run", "p.py"][..], JOB),
        (&["run", "p.py", "--batch", "a"], BATCH),
    ] {
        let (scene, fake) = (Scene::new(), server("running", false, (403, "FORBIDDEN")));
        scene.write("p.py", "").write("a", "");
        let child = scene.spawn(&fake, words);
        fake.wait_for(if id == JOB { "/logs?" } else { "/v1/jobs?" });
        signal(&child);
        let said = said(child.wait_with_output().unwrap());
        assert_eq!(said.code, 241, "{}", said.err);
        assert_eq!(
            said.err,
            format!("rgrid: it cannot be\nhint: rgrid cancel {id}\n")
        );
    }
}

/// In JSON the words wait until it is known what becomes of it.
#[test]
fn leaving_is_one_document_in_json() {
    let (scene, fake) = (Scene::new(), server("running", false, (200, "")));
    scene.write("p.py", "");
    let mut terminal = Terminal::start(&scene, &fake, 400, &["run", "--json", "p.py"]);
    fake.wait_for("/logs?");
    terminal.interrupt();
    let (code, shown) = terminal.end();
    assert_eq!(code, 249, "{shown}");
    // What the job prints stands on stderr, which is the same terminal.
    let (_, json) = shown.split_once('{').unwrap();
    let json: Value = serde_json::from_str(&format!("{{{}", json.trim())).unwrap();
    assert_eq!(json["error"]["kind"], "DETACHED");
    assert_eq!(
        json["error"]["message"],
        format!("left {JOB}; the job goes on")
    );
}

/// R-L9.
#[test]
fn the_progress_of_a_batch_moves_on_a_terminal() {
    let (scene, fake) = (Scene::new(), server("running", false, (200, "")));
    scene.write("p.py", "").write("a", "");
    let words = ["run", "p.py", "--batch", "a"];
    let mut terminal = Terminal::start_as("xterm", &scene, &fake, 120, &words);
    terminal.wait_for("0/2 done, 2 running");
    terminal.interrupt();
    assert_eq!(terminal.end().0, 249);
}
