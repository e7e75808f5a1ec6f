//! What is too heavy to be sent by accident, and how long it will take.

use std::fs::File;

use serde_json::json;

use crate::{
    fake::{Fake, Reply},
    scene::Scene,
    wire,
};

#[test]
fn more_than_a_gigabyte_is_refused_and_the_largest_files_are_named() {
    let scene = Scene::new();
    scene.write("p.py", "").write("data/small.csv", "1");
    for (name, mib) in [("data/a.bin", 700_u64), ("data/b c.bin", 500)] {
        let file = File::create(scene.cwd().join(name)).unwrap();
        file.set_len(mib << 20).unwrap();
    }
    for words in [
        &["run", "p.py", "data"][..],
        &["run", "p.py", "--batch", "data/*.bin"],
    ] {
        let said = scene.run_with(crate::errors::NOBODY, words);
        assert_eq!(said.code, 240, "{}", said.err);
        let says = "1.17 GiB would be sent, which is more than 1 GiB; the largest: data/a.bin (700.00 MiB), 'data/b c.bin' (500.00 MiB)";
        assert!(said.err.contains(says), "{}", said.err);
        assert!(said.err.contains(".rgridignore"), "{}", said.err);
    }
    scene.write("data/.rgridignore", "b*.bin\n");
    let said = scene.run(&["run", "p.py", "data"]);
    assert_eq!(said.code, 241, "only a server is missing: {}", said.err);
}

#[test]
fn the_plan_says_how_long_it_took_of_late() {
    let fake = Fake::new(|_, request| match request.path.as_str() {
        path if path.starts_with("/v1/jobs?") => {
            let took = |ms: u64| json!({ "duration_ms": ms, "cost_micros": 10 });
            let jobs = [1_000, 9_000, 2_000];
            let jobs = jobs.map(|ms| wire::with(wire::job("succeeded"), &took(ms)));
            Reply::Json(200, json!({ "jobs": jobs }))
        }
        _ => wire::refusal(404, "RESOURCE_NOT_FOUND", "there is no such route"),
    });
    let scene = Scene::new();
    scene
        .write("p.py", "")
        .write("a", "")
        .write("b", "")
        .write("c", "");
    let words = [
        "run",
        "--dry-run",
        "p.py",
        "--batch",
        "a",
        "b",
        "c",
        "--parallel",
        "2",
    ];
    let said = scene.run_with(&fake.url, &words);
    let says = "time      about 4.0 s, 0.00003 EUR, as 3 runs of it took 2.0 s each\n";
    assert!(said.out.contains(says), "{}{}", said.out, said.err);
    let json = scene.run_with(&fake.url, &["run", "--json", "--dry-run", "p.py"]);
    assert!(json.out.contains("\"each_ms\":2000"), "{}", json.out);
}
