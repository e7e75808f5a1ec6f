//! What jobs have cost (R-L7).

use serde_json::json;

use crate::{
    fake::{Fake, Reply},
    scene::Scene,
    wire::{self, JOB},
};

fn fake() -> Fake {
    Fake::new(|_, request| {
        let job = |made: &str, cost: u64| {
            wire::with(
                wire::job("succeeded"),
                &json!({ "created_at": made, "cost_micros": cost }),
            )
        };
        match request.path.as_str() {
            path if path.starts_with("/v1/jobs?") => {
                let jobs = [
                    job("2999-01-02T23:00:00Z", 500),
                    job("2999-01-02T01:00:00Z", 700),
                    job("2999-01-01T01:00:00Z", 34),
                    job("2001-01-01T01:00:00Z", 9_999),
                ];
                Reply::Json(200, json!({ "jobs": jobs }))
            }
            path if path.ends_with(JOB) => Reply::Json(200, job("2999-01-01T01:00:00Z", 34)),
            _ => wire::refusal(404, "RESOURCE_NOT_FOUND", "there is no such route"),
        }
    })
}

#[test]
fn costs_are_added_up_by_day_or_script_and_old_jobs_are_left_out() {
    let (scene, fake) = (Scene::new(), fake());
    let said = |words: &[&str]| scene.run_with(&fake.url, words).out;
    insta::assert_snapshot!(said(&["cost"]), @r"
    COST          JOBS  OF
    0.000034 EUR  1     2999-01-01
    0.0012 EUR    2     2999-01-02
    0.001234 EUR  3     total
    ");
    assert!(said(&["cost", "--by", "script"]).contains("0.001234 EUR  3     p.py"));
    assert!(said(&["cost", JOB]).contains(&format!("0.000034 EUR  1     {JOB}")));
    let json: serde_json::Value =
        serde_json::from_str(&said(&["cost", "--json", "--by", "month"])).unwrap();
    assert_eq!(json["total_micros"], 1_234);
    assert_eq!(json["costs"][0]["of"], "2999-01");
}
