//! What a run will take and cost, told from past runs of the same script (R-L7, R-M2).

use serde_json::{Value, json};

use crate::{
    fake::{Fake, Reply},
    scene::Scene,
    wire,
};

/// A server on which `p.py` took one, two and three seconds, and another script longer.
fn fake() -> Fake {
    Fake::new(|_, _| {
        let job = |script: &str, seconds: u64| {
            let job = wire::job("succeeded");
            let command = json!({ "runtime": "python3.11", "command": ["python", script] });
            let spec = wire::with(job["spec"].clone(), &command);
            let took = json!({ "spec": spec, "duration_ms": seconds * 1_000, "cost_micros": 7 });
            wire::with(job, &took)
        };
        let jobs = [
            job("p.py", 1),
            job("p.py", 3),
            job("q.py", 60),
            job("p.py", 2),
        ];
        Reply::Json(200, json!({ "jobs": jobs }))
    })
}

fn scene() -> Scene {
    let scene = Scene::new();
    for file in ["p.py", "new.py", "a", "b", "c"] {
        scene.write(file, "");
    }
    scene
}

const LINE: [&str; 3] = ["estimate", "--runtime", "python3.11"];

#[test]
fn an_estimate_goes_by_past_runs_of_the_same_script() {
    let (scene, fake) = (scene(), fake());
    let said = |words: &[&str]| scene.run_with(&fake.url, &[&LINE, words].concat());
    let one = said(&["p.py"]);
    let words = "about 2.0 s, 0.000007 EUR, as 3 runs of it took 2.0 s each\n";
    assert_eq!((one.code, one.out.as_str()), (0, words), "{}", one.err);
    let line = "--json p.py x --batch a b c --parallel 2";
    let batch = said(&line.split(' ').collect::<Vec<_>>());
    let told: Value = serde_json::from_str(&batch.out).unwrap_or_else(|_| panic!("{}", batch.err));
    let expected = json!({ "runs": 3, "each_ms": 2_000, "total_ms": 4_000, "cost_micros": 21 });
    assert_eq!(told, expected);
    let asked = fake.asked();
    assert!(
        asked.iter().all(|asked| asked.starts_with("GET ")),
        "{asked:?}"
    );
}

#[test]
fn the_settings_of_a_run_are_those_of_its_estimate() {
    let (scene, fake) = (scene(), fake());
    let line = [&LINE[..], &["--json", "p.py", "--batch", "a", "b", "c"]].concat();
    let mut command = scene.command(&line);
    command
        .env("RGRID_RUN_PARALLEL", "1")
        .env("RGRID_URL", &fake.url)
        .env("RGRID_API_KEY", "rgk_none");
    let told: Value = serde_json::from_slice(&command.output().unwrap().stdout).unwrap();
    assert_eq!(told["total_ms"], 6_000);
}

#[test]
fn without_a_run_or_a_server_there_is_no_estimate() {
    let (scene, fake) = (scene(), fake());
    let none = scene.run_with(&fake.url, &["estimate", "new.py"]);
    let said = none.err.contains("no run of it has succeeded yet");
    assert!(said && none.code == 242, "{}", none.err);
    let away = scene.run_with("http://127.0.0.1:1", &["estimate", "p.py"]);
    assert!(away.err.contains("cannot reach"), "{}", away.err);
}
