//! What is said after a script failed, and where its output goes beside a document (R-L9, R-L11).

use serde_json::{Value, json};

use crate::{
    fake::{Fake, Reply},
    scene::{Said, Scene},
    wire::{self, BATCH, JOB},
};

/// A server on which a job, and one of a batch, has said `text` and ended with `code`.
fn ended(code: u8, text: &'static str) -> Fake {
    let failed = json!({ "reason": "exit_code", "exit_code": code, "index": 0 });
    let job = wire::with(wire::job("failed"), &failed);
    Fake::new(move |_, request| match request.path.as_str() {
        "/v1/jobs" | "/v1/batches" => {
            let batch = wire::batch(2, 0, 0);
            Reply::Json(
                200,
                json!({ "job": wire::job("queued"), "batch": batch, "jobs": [], "missing": [] }),
            )
        }
        path if path.contains("/logs?") => wire::log(path, text, true),
        path if path.ends_with("/artifacts") => Reply::Json(200, json!({ "artifacts": [] })),
        path if path.ends_with(JOB) => Reply::Json(200, job.clone()),
        path if path.ends_with(BATCH) => Reply::Json(200, wire::batch(0, 1, 1)),
        path if path.starts_with("/v1/jobs?") => Reply::Json(200, json!({ "jobs": [job] })),
        _ => wire::refusal(404, "RESOURCE_NOT_FOUND", "there is no such route"),
    })
}

fn run(fake: &Fake, words: &[&str]) -> Said {
    let scene = Scene::new();
    scene.write("p.py", "").write("a", "");
    let words: Vec<_> = ["run"].iter().chain(words).copied().collect();
    scene.run_with(&fake.url, &words)
}

/// A script's usage failure may be a flag of ours that it was given; of other ends nothing is said.
#[test]
fn flags_that_the_script_got_are_told_when_it_refuses_its_words() {
    let says = "rgrid: --memory stands after p.py, so it is the script's; flags of rgrid stand before it\n";
    let refused = run(&ended(2, "usage\n"), &["p.py", "--memory", "2G"]);
    assert_eq!((refused.code, refused.err.as_str()), (2, says));
    let failed = run(&ended(1, "no\n"), &["p.py", "--memory", "2G"]);
    assert_eq!((failed.code, failed.err.as_str()), (1, ""));
    let batch = run(
        &ended(2, "usage\n"),
        &["p.py", "--memory", "2G", "--batch", "a"],
    );
    assert!(batch.code == 1 && batch.err.contains(says), "{}", batch.err);
}

#[test]
fn a_module_or_a_network_that_was_missed_is_told_with_the_flag() {
    let module = run(
        &ended(1, "ModuleNotFoundError: No module named 'numpy'\n"),
        &["p.py"],
    );
    assert_eq!(
        module.err,
        "hint: `python` has no `numpy`: what requirements.txt beside the script names is installed\n"
    );
    let network = run(
        &ended(1, "curl: (6) Could not resolve host: x.org\n"),
        &["p.py"],
    );
    assert_eq!(
        network.err,
        "hint: it ran without a network: rgrid run --network … opens it\n"
    );
}

/// One document on stdout, whatever the script prints and however it ends.
#[test]
fn beside_a_document_the_scripts_output_is_on_stderr() {
    let said = run(&ended(3, "a line\n"), &["--json", "p.py"]);
    assert_eq!((said.code, said.err.as_str()), (3, "a line\n"));
    let json: Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!(json["job"]["exit_code"], 3);
}

/// What is typed at a terminal does not reach a job, so a script that asks has nothing to read.
#[test]
fn a_script_that_asks_for_input_is_told_how_to_get_some() {
    let asks = "name? Traceback\nEOFError: EOF when reading a line\n";
    let said = run(&ended(1, asks), &["p.py"]);
    assert!(
        said.err.contains("hint: it asked for more input"),
        "{}",
        said.err
    );
}
