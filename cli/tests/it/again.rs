//! What is tried again, and what is not (R-L11).

use serde_json::json;

use crate::{
    fake::{Fake, Reply},
    scene::Scene,
    wire::{self, BATCH, JOB},
};

/// Files that are gone are gone, whether or not the server counts them.
#[test]
fn a_job_whose_files_are_gone_is_not_tried_again() {
    for total in [json!({}), json!({ "missing_total": 3 })] {
        let says = if total["missing_total"] == 3 {
            "3 inputs of it"
        } else {
            "1 input of it"
        };
        let fake = Fake::new(move |here, _| {
            let file = json!({ "digest": "0".repeat(64), "size": 1, "put": { "url": here } });
            let made = json!({ "job": wire::job("awaiting_input"), "missing": [file] });
            Reply::Json(200, wire::with(made, &total))
        });
        let said = Scene::new().run_with(&fake.url, &["retry", JOB]);
        assert_eq!((said.code, said.out.as_str()), (243, ""), "{}", said.err);
        assert!(said.err.contains(says), "{}", said.err);
    }
}

/// A batch that still runs cannot be tried again, so nobody is told to.
#[test]
fn only_a_batch_that_is_over_is_said_to_be_tried_again() {
    for (waiting, advised) in [(1, false), (0, true)] {
        let fake = Fake::new(move |_, _| {
            let batch = wire::with(wire::batch(waiting, 0, 0), &json!({ "failed": 1 }));
            Reply::Json(200, batch)
        });
        let said = Scene::new().run_with(&fake.url, &["status", BATCH]);
        assert_eq!(said.code, 0, "{}", said.err);
        assert!(said.out.contains("rgrid failures"), "{}", said.out);
        assert_eq!(said.out.contains("rgrid retry"), advised, "{}", said.out);
    }
}

/// There is no log to read and no file to fetch.
#[test]
fn what_never_ran_is_said_to_be_tried_again() {
    let fake = Fake::new(|_, request| {
        let never = json!({ "attempts": 0, "reason": "cancelled" });
        Reply::Json(
            200,
            match request.path.as_str() {
                path if path.ends_with("/attempts") => json!({ "attempts": [] }),
                path if path.contains(BATCH) => wire::batch(0, 0, 2),
                _ => wire::with(wire::job("cancelled"), &never),
            },
        )
    });
    for id in [JOB, BATCH] {
        let said = Scene::new().run_with(&fake.url, &["status", id]);
        let next = format!("next      rgrid retry {id}");
        assert!(said.out.contains(&next), "{}{}", said.out, said.err);
    }
}
