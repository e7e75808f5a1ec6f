//! The failed items of a batch: grouped, one group tried again, and a batch stopped by them (R-L7).

pub(crate) mod server;

use serde_json::{Value, json};

use crate::{fake::Fake, scene::Scene, wire::BATCH};
use server::{LOGS, answer, fake, id};

#[test]
fn failures_are_grouped_by_their_error_and_each_group_has_a_sample() {
    let said = Scene::new().run_with(&fake(&[0, 1, 2, 3]).url, &["failures", BATCH]);
    assert_eq!(said.code, 0, "{}", said.err);
    insta::assert_snapshot!(said.out, @r"
    group 1: 2 items, exit code 1: ValueError: row N of ITEM
      such as in/0.csv: rgrid logs job_01jd0000000000000000000000
        ValueError: row 7 of in/0.csv
    group 2: 1 item, out of memory
      such as in/2.csv: rgrid logs job_01jd0000000000000000000002
        no memory here
    ");
    assert!(said.err.contains("--group 1"), "{}", said.err);
    let said = Scene::new().run_with(&fake(&[0, 1, 2, 3]).url, &["failures", "--json", BATCH]);
    let json: Value = serde_json::from_str(&said.out).unwrap();
    let expected = json!({ "group": 2, "count": 1, "reason": "oom", "exit_code": null, "line": null, "jobs": [id(2)],
        "sample": { "job": id(2), "input": "in/2.csv", "tail": LOGS[2] } });
    assert_eq!(json["groups"][1], expected);
    assert_eq!(json["batch"], BATCH);
    let said = Scene::new().run_with(&fake(&[1]).url, &["failures", BATCH]);
    assert_eq!(
        (said.code, said.err),
        (0, format!("rgrid: nothing of {BATCH} has failed\n"))
    );
    let said = Scene::new().run_with(&fake(&[1]).url, &["failures", &id(0)]);
    assert_eq!(said.code, 240, "{}", said.err);
}

#[test]
fn one_group_is_tried_again() {
    let fake = Fake::new(|_, request| {
        if request.path.ends_with("/retry") {
            let body: Value = serde_json::from_slice(&request.body).unwrap();
            assert_eq!(body, json!({ "all": false, "jobs": [id(0), id(3)] }));
        }
        answer(request, &[0, 1, 2, 3])
    });
    let said = Scene::new().run_with(&fake.url, &["retry", BATCH, "--group", "1"]);
    assert_eq!(
        (said.code, said.out),
        (0, format!("{BATCH}\n")),
        "{}",
        said.err
    );
    for (words, says) in [
        (
            ["retry", BATCH, "--group", "3"],
            "has 2 groups of failures; there is no group 3",
        ),
        (["retry", &id(0), "--group", "1"], "--group is for a batch"),
    ] {
        let said = Scene::new().run_with(&fake.url, &words);
        assert_eq!(said.code, 240, "{}", said.err);
        assert!(said.err.contains(says), "{}", said.err);
    }
}

fn fail_fast(shown: &'static [usize], limit: &str) -> (bool, String) {
    let (fake, scene) = (fake(shown), Scene::new());
    scene
        .write("p.py", "")
        .write("in/0.csv", "")
        .write("in/1.csv", "")
        .write("in/2.csv", "");
    let said = scene.run_with(
        &fake.url,
        &["run", "--fail-fast", limit, "p.py", "--batch", "in/*"],
    );
    assert_eq!(said.code, 1, "{}", said.err);
    let cancelled = fake.asked().iter().any(|asked| asked.ends_with("/cancel"));
    (cancelled, said.err)
}

#[test]
fn a_batch_whose_first_items_fail_alike_is_stopped() {
    // The newest is told first.
    let (cancelled, said) = fail_fast(&[0, 3], "2");
    let says = "rgrid: warning: the first 2 items failed alike (exit code 1: ValueError: row N of ITEM); the rest is cancelled\n";
    assert!(cancelled && said.contains(says), "{said}");
    assert!(
        said.contains(&format!("hint: rgrid failures {BATCH}")),
        "{said}"
    );
    let (cancelled, said) = fail_fast(&[2], "1");
    assert!(
        cancelled && said.contains("the first item failed (out of memory)"),
        "{said}"
    );
    for (shown, limit) in [(&[0, 2][..], "2"), (&[0, 3, 1], "2"), (&[0, 3], "3")] {
        assert!(!fail_fast(shown, limit).0, "{shown:?}");
    }
    let scene = Scene::new();
    let said = scene
        .write("p.py", "")
        .run(&["run", "--fail-fast", "1", "p.py"]);
    assert_eq!(
        (said.code, said.err.lines().next()),
        (240, Some("rgrid: --fail-fast is for a batch"))
    );
}
