//! What a shell is told when it completes.

use crate::{
    fake::Fake,
    fake::Reply,
    scene::Scene,
    wire::{self, BATCH, JOB},
};

fn complete(scene: &Scene, url: &str, words: &[&str]) -> String {
    let mut command = scene.command(&[&["--"], words].concat());
    command
        .env("RGRID_COMPLETE", "fish")
        .env("RGRID_URL", url)
        .env("RGRID_API_KEY", "k");
    String::from_utf8(command.output().unwrap().stdout).unwrap()
}

#[test]
fn ids_of_jobs_and_batches_are_completed_with_what_they_are() {
    let fake = Fake::new(|_, request| match request.path.as_str() {
        path if path.starts_with("/v1/jobs") => {
            Reply::Json(200, serde_json::json!({ "jobs": [wire::job("running")] }))
        }
        path if path.starts_with("/v1/batches") => Reply::Json(
            200,
            serde_json::json!({ "batches": [wire::batch(1, 1, 0)] }),
        ),
        _ => wire::refusal(404, "RESOURCE_NOT_FOUND", "no"),
    });
    let scene = Scene::new();
    let shown = complete(&scene, &fake.url, &["rgrid", "logs", ""]);
    assert!(
        shown.contains(&format!("{JOB}\tp.py, running, ")),
        "{shown}"
    );
    assert!(
        shown.contains(&format!("{BATCH}\t1 of 2 ended, 0 failed")),
        "{shown}"
    );
    let flags = complete(&scene, &fake.url, &["rgrid", "run", "--mem"]);
    assert!(flags.contains("--memory"), "{flags}");
    let runtimes = complete(&scene, &fake.url, &["rgrid", "run", "--runtime", "py"]);
    assert!(runtimes.contains("python"), "{runtimes}");
}

/// A prompt is never held up or written over by a server that is away.
#[test]
fn a_server_that_is_away_completes_nothing_and_says_nothing() {
    let scene = Scene::new();
    let mut command = scene.command(&["--", "rgrid", "logs", "job"]);
    command
        .env("RGRID_COMPLETE", "fish")
        .env("RGRID_URL", crate::errors::NOBODY)
        .env("RGRID_API_KEY", "k");
    let output = command.output().unwrap();
    assert!(
        output.status.success() && output.stdout.is_empty() && output.stderr.is_empty(),
        "{output:?}"
    );
}
