//! Lists by age, script and batch (R-L7).

use serde_json::{Value, json};

use crate::{
    fake::{Fake, Reply},
    scene::{Said, Scene},
    terminal::Terminal,
    wire,
};

/// Five jobs, one a day, newest first, of two scripts, two on a page; and three batches alike.
fn days(words: &[&str]) -> Said {
    let fake = Fake::new(|_, request| {
        let made = |day: i64| {
            chrono::Utc::now() - chrono::TimeDelta::days(day) - chrono::TimeDelta::hours(1)
        };
        // The last digit of an id is its day.
        let after = |id: &str| i64::from(id.as_bytes()[29] - b'0') + 1;
        let from = request.path.split("before=").nth(1).map_or(0, after);
        if request.path.starts_with("/v1/batches") {
            let batch = |day: i64| {
                let id = format!("batch_01jd000000000000000000000{day}");
                wire::with(
                    wire::batch(u32::from(day == 0), 1, 0),
                    &json!({ "id": id, "created_at": made(day), "failed": day }),
                )
            };
            let batches: Vec<_> = (0..3).map(batch).collect();
            return Reply::Json(200, json!({ "batches": batches }));
        }
        let job = |day: i64| {
            let job = wire::job("succeeded");
            let script = if day % 2 == 0 { "in/even.py" } else { "odd.py" };
            let spec = wire::with(
                job["spec"].clone(),
                &json!({ "command": ["python", script] }),
            );
            let id = format!("job_01jd000000000000000000000{day}");
            wire::with(
                job,
                &json!({ "id": id, "created_at": made(day), "spec": spec }),
            )
        };
        let jobs: Vec<_> = (from..5).take(2).map(job).collect();
        let next = (from + 2 < 5).then(|| jobs[1]["id"].clone());
        Reply::Json(200, json!({ "jobs": jobs, "next": next }))
    });
    Scene::new().run_with(&fake.url, &[&["list", "--json"], words].concat())
}

fn listed(words: &[&str]) -> (String, Value) {
    let said = days(words);
    let json: Value = serde_json::from_str(&said.out).unwrap();
    let all = json["jobs"]
        .as_array()
        .or(json["batches"].as_array())
        .unwrap();
    let day = |item: &Value| item["id"].as_str().unwrap().chars().last().unwrap();
    (all.iter().map(day).collect(), json["next"].clone())
}

#[test]
fn lists_are_narrowed_by_age_and_by_script() {
    assert_eq!(listed(&[]), ("01234".into(), Value::Null));
    assert_eq!(listed(&["--since", "2d"]), ("01".into(), Value::Null));
    assert_eq!(
        listed(&["--script", "even.py"]),
        ("024".into(), Value::Null)
    );
    assert_eq!(
        listed(&["--script", "in/even.py", "--since", "60h"]),
        ("02".into(), Value::Null)
    );
    let (some, next) = listed(&["--script", "odd.py", "-n", "1"]);
    assert_eq!(
        (some.as_str(), next),
        ("1", json!("job_01jd0000000000000000000001"))
    );
}

#[test]
fn batches_are_listed_with_what_to_do_about_the_failed_ones() {
    assert_eq!(listed(&["--batches"]), ("012".into(), Value::Null));
    assert_eq!(
        listed(&["--batches", "--since", "30h"]),
        ("01".into(), Value::Null)
    );
    assert_eq!(listed(&["--batches", "-n", "1"]).0, "0");
    let fake = Fake::new(|_, _| {
        Reply::Json(
            200,
            json!({ "batches": [wire::with(wire::batch(0, 1, 0), &json!({ "failed": 1 }))] }),
        )
    });
    let (_, shown) = Terminal::start(&Scene::new(), &fake, 200, &["list", "--batches"]).end();
    assert!(
        shown.contains("SUCCEEDED") && shown.contains("ended"),
        "{shown}"
    );
    assert!(shown.contains("rgrid retry BATCH"), "{shown}");
    let none = Fake::new(|_, _| Reply::Json(200, json!({ "batches": [] })));
    let (_, shown) = Terminal::start(&Scene::new(), &none, 200, &["list", "--batches"]).end();
    assert!(shown.contains("no such batches"), "{shown}");
    let running = Fake::new(|_, _| Reply::Json(200, json!({ "batches": [wire::batch(2, 0, 0)] })));
    let said = Scene::new().run_with(&running.url, &["list", "--batches"]);
    assert!(said.out.contains("0 running, 2 waiting"), "{}", said.out);
}
