//! What a run would take and cost, from runs of late (R-L7, R-M2).

use serde_json::{Value, json};

use crate::{
    fake::{Fake, Reply},
    scene::Scene,
    wire,
};

/// A server that knows three runs of `p.py`.
fn server() -> Fake {
    Fake::new(|_, request| match request.path.as_str() {
        path if path.starts_with("/v1/jobs?") => {
            let took = |ms: u64| json!({ "duration_ms": ms, "cost_micros": 10 });
            let jobs = [1_000, 9_000, 2_000];
            let jobs = jobs.map(|ms| wire::with(wire::job("succeeded"), &took(ms)));
            Reply::Json(200, json!({ "jobs": jobs }))
        }
        _ => wire::refusal(404, "RESOURCE_NOT_FOUND", "there is no such route"),
    })
}

fn scene() -> Scene {
    let scene = Scene::new();
    let files = scene.write("p.py", "").write("q.py", "");
    files.write("a", "").write("b", "").write("c", "");
    scene
}

/// The line is that of `rgrid run`, with its flags in front, behind the script and behind the batch.
#[test]
fn a_run_is_estimated_by_the_line_that_would_run_it() {
    let (fake, scene) = (server(), scene());
    let one = scene.run_with(&fake.url, &["estimate", "--memory", "1G", "p.py", "--json"]);
    let says = "about 2.0 s, 0.00001 EUR, as 3 runs of it took 2.0 s each\n";
    assert_eq!((one.out.as_str(), one.code), (says, 0), "{}", one.err);
    let words = [
        "estimate",
        "p.py",
        "--batch",
        "a",
        "b",
        "c",
        "--parallel",
        "2",
    ];
    let many = scene.run_with(&fake.url, &words);
    let says = "about 4.0 s, 0.00003 EUR, as 3 runs of it took 2.0 s each\n";
    assert_eq!(many.out, says, "{}", many.err);
}

#[test]
fn the_estimate_is_a_document_too() {
    let (fake, scene) = (server(), scene());
    for words in [
        ["--json", "estimate", "p.py"],
        ["estimate", "--json", "p.py"],
    ] {
        let said = scene.run_with(&fake.url, &words);
        let said: Value = serde_json::from_str(&said.out).unwrap();
        let estimate = json!({ "runs": 3, "each_ms": 2_000, "total_ms": 2_000, "cost_micros": 10 });
        assert_eq!(said, json!({ "items": 1, "estimate": estimate }));
    }
}

#[test]
fn a_script_that_nobody_ran_is_not_guessed() {
    let (fake, scene) = (server(), scene());
    let said = scene.run_with(&fake.url, &["estimate", "q.py"]);
    assert_eq!((said.out.as_str(), said.code), ("", 242));
    let says = "no run of it that succeeded is known here";
    assert!(said.err.contains(says), "{}", said.err);
    assert!(said.err.contains("--canary"), "{}", said.err);
}

#[test]
fn what_cannot_run_is_not_estimated() {
    let (fake, scene) = (server(), scene());
    let said = scene.run_with(&fake.url, &["estimate", "gone.py"]);
    assert_ne!(said.code, 0);
    assert!(said.err.contains("gone.py"), "{}", said.err);
    let said = scene.run_with(&fake.url, &["estimate"]);
    assert_eq!((said.out.as_str(), said.code), ("", 240), "{}", said.err);
}
