//! `rgrid why`: the limit that holds a job or a batch, its place, and what would change it (R-L11).

use serde_json::{Value, json};

use crate::{
    fake::{Fake, Reply},
    scene::{Said, Scene},
    wire::{self, BATCH, JOB},
};

fn why(id: &str, answer: Value, words: &[&str]) -> Said {
    let fake = Fake::new(move |_, _| Reply::Json(200, answer.clone()));
    Scene::new().run_with(&fake.url, &[&["why"], words, &[id]].concat())
}

fn waits(reason: &str, message: &str, ahead: u64) -> Value {
    let waiting = json!({ "reason": reason, "message": message, "ahead": ahead });
    wire::with(wire::job("queued"), &json!({ "waiting_for": waiting }))
}

#[test]
fn a_waiting_job_says_what_holds_it_and_what_would_change_it() {
    for (job, says, hint) in [
        (
            waits("slot", "all 2 slots for it are taken", 14),
            "waits: all 2 slots for it are taken; 14 jobs come before it",
            "rgrid nodes",
        ),
        (
            waits("turn", "2 jobs of its batch are under way", 1),
            "under way; 1 job comes before it",
            "--parallel",
        ),
        (
            waits("slot", "all are taken", 10_000),
            "; 10,000 jobs or more come before it",
            "rgrid nodes",
        ),
        (
            waits("retry", "its next attempt begins in 3 s", 5),
            "begins in 3 s\n",
            "it begins by itself",
        ),
    ] {
        let said = why(JOB, job, &[]);
        assert_eq!(said.code, 0, "{}", said.err);
        assert!(
            said.out.starts_with(JOB) && said.out.contains(says),
            "{}",
            said.out
        );
        assert!(
            said.err.starts_with("hint: ") && said.err.contains(hint),
            "{}",
            said.err
        );
    }
    let node = json!({ "waiting_for": { "reason": "node", "message": "no node is connected", "hint": "start one" } });
    let said = why(JOB, wire::with(wire::job("held"), &node), &[]);
    assert_eq!(said.err, "hint: start one\n");
}

#[test]
fn what_does_not_wait_says_so() {
    let ended = json!({ "reason": "exit_code", "exit_code": 3 });
    for (job, says) in [
        (wire::job("running"), "does not wait: it is running\n"),
        (wire::job("succeeded"), "has ended: it succeeded\n"),
        (
            wire::with(wire::job("failed"), &ended),
            "has ended: the script exited with code 3\n",
        ),
    ] {
        let said = why(JOB, job, &[]);
        assert_eq!(
            (said.out, said.err),
            (format!("{JOB} {says}"), String::new())
        );
    }
}

#[test]
fn a_batch_says_it_of_the_job_that_would_be_next() {
    let waiting =
        json!({ "waiting_for": { "reason": "slot", "message": "all are taken", "ahead": 3 } });
    for (batch, says) in [
        (
            wire::with(wire::batch(2, 0, 0), &waiting),
            ": nothing of it runs, 2 wait: all are taken; 3 jobs come before it\n",
        ),
        (wire::batch(0, 2, 0), " has ended\n"),
        (
            wire::with(wire::batch(1, 0, 0), &json!({ "running": 1 })),
            ": 1 run, and 1 wait for one of them to end (at most 2 at a time)\n",
        ),
        (
            wire::with(
                wire::batch(0, 0, 0),
                &json!({ "running": 2, "finished_at": null }),
            ),
            " does not wait: 2 run\n",
        ),
    ] {
        assert_eq!(why(BATCH, batch, &[]).out, format!("{BATCH}{says}"));
    }
    let said = why(
        BATCH,
        wire::with(wire::batch(2, 0, 0), &waiting),
        &["--json"],
    );
    let json: Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!(
        (&json["id"], &json["waiting_for"]["ahead"]),
        (&json!(BATCH), &json!(3))
    );
}
