//! Streams that cannot be written to end a command (R-L3, R-L11).

use std::{
    fs::OpenOptions,
    process::{Command, Stdio},
};

use serde_json::json;

use crate::{
    fake::{Fake, Reply, Request},
    scene::{Scene, said},
    wire::{self, JOB, log},
};

/// A server with one job that wrote a line and never ends.
pub(crate) fn endless(_: &str, request: &Request) -> Reply {
    let path = request.path.as_str();
    match (request.method.as_str(), path) {
        ("POST", "/v1/jobs") => {
            Reply::Json(200, json!({ "job": wire::job("queued"), "missing": [] }))
        }
        ("GET", _) if path.contains("/logs?") => log(path, "a line\n", false),
        _ => wire::refusal(404, "RESOURCE_NOT_FOUND", "there is no such route"),
    }
}

fn at(scene: &Scene, fake: &Fake, words: &[&str]) -> Command {
    let mut command = scene.command(words);
    command
        .env("RGRID_URL", &fake.url)
        .env("RGRID_API_KEY", "k")
        .stdin(Stdio::null());
    command
}

#[test]
fn a_full_disk_behind_stdout_is_told_and_ends_the_command() {
    let (scene, fake) = (Scene::new(), Fake::new(endless));
    scene.write("p.py", "");
    for words in [
        &["logs", JOB][..],
        &["logs", "-f", JOB],
        &["logs", "--json", JOB],
        &["logs", "-n", "5", JOB],
        &["run", "p.py"],
    ] {
        let full = OpenOptions::new().write(true).open("/dev/full").unwrap();
        let mut command = at(&scene, &fake, words);
        let said = said(command.stdout(full).output().unwrap());
        assert_eq!(said.code, 246, "{words:?}: {}", said.err);
        assert!(
            said.err
                .starts_with("rgrid: cannot write to stdout: the disk is full"),
            "{words:?}: {}",
            said.err
        );
        assert_eq!(
            said.err.contains("the job goes on"),
            words[0] == "run",
            "{words:?}: {}",
            said.err
        );
    }
}

#[test]
fn a_closed_pipe_ends_the_command_quietly_with_a_code_of_its_own() {
    let (scene, fake) = (Scene::new(), Fake::new(endless));
    scene.write("p.py", "");
    for words in [
        &["logs", JOB][..],
        &["logs", "-f", JOB],
        &["logs", "--json", JOB],
        &["run", "p.py"],
    ] {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let mut command = at(&scene, &fake, words);
        let said = said(command.stdout(writer).output().unwrap());
        assert_eq!((said.code, said.err.as_str()), (141, ""), "{words:?}");
    }
}
