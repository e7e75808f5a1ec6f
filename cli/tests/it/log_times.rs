//! Logs by time: the times of their lines, and only what is new enough.

use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use serde_json::{Value, json};

use crate::{
    fake::{Fake, Reply},
    scene::Scene,
    wire::{self, BATCH, JOB},
};

/// A log of three pieces: of unknown age, an hour old, and of now.
fn fake(now: DateTime<Utc>) -> Fake {
    Fake::new(move |_, request| {
        let path = request.path.as_str();
        let ended = json!({ "reason": "exit_code", "exit_code": 0, "name": "in/a" });
        let job = wire::with(wire::job("succeeded"), &ended);
        if path.contains("/logs?") {
            let piece = |pos: u64, text: &str, at: Option<DateTime<Utc>>| {
                let data = data_encoding::BASE64.encode(text.as_bytes());
                json!({ "attempt": 1, "stream": "stdout", "pos": pos, "data": data, "at": at })
            };
            let hour = now - TimeDelta::hours(1);
            let all = json!([
                piece(0, "old\n", None),
                piece(4, "hour\n", Some(hour)),
                piece(9, "now\n", Some(now)),
            ]);
            let read = path.contains("pos=13");
            let chunks = if read { json!([]) } else { all };
            let next = json!({ "attempt": 1, "pos": 13 });
            return Reply::Json(200, json!({ "chunks": chunks, "next": next, "end": read }));
        }
        match path {
            _ if path.contains("/v1/jobs?") => Reply::Json(200, json!({ "jobs": [job] })),
            _ if path.ends_with("/artifacts") => Reply::Json(200, json!({ "artifacts": [] })),
            _ if path.ends_with(JOB) => Reply::Json(200, job),
            _ if path.ends_with(BATCH) => Reply::Json(200, wire::batch(0, 2, 0)),
            _ => wire::refusal(404, "RESOURCE_NOT_FOUND", "there is no such route"),
        }
    })
}

#[test]
fn lines_stand_behind_their_times_and_old_ones_are_left_out() {
    let (scene, now) = (Scene::new(), Utc::now());
    let server = fake(now);
    let said = |words: &[&str]| {
        let said = scene.run_with(&server.url, words);
        assert_eq!(said.code, 0, "{words:?}: {}", said.err);
        said.out
    };
    let text = |at: DateTime<Utc>| at.to_rfc3339_opts(SecondsFormat::Millis, true);
    let (hour, this) = (text(now - TimeDelta::hours(1)), text(now));
    let all = format!("- old\n{hour} hour\n{this} now\n");
    for words in [["logs", "--timestamps", JOB], ["logs", "-ft", JOB]] {
        assert_eq!(said(&words), all);
    }
    for words in [
        &["logs", "--since", "10m", JOB][..],
        &["logs", "-f", "--since", "10m", JOB],
        &["logs", "-n", "9", "--since", "10m", JOB],
    ] {
        assert_eq!(said(words), "now\n", "{words:?}");
    }
    assert_eq!(said(&["logs", "--since", "2h", JOB]), "hour\nnow\n");
    let batch = said(&["logs", "-t", "--since=2h", "--grep=o", BATCH]);
    assert_eq!(batch, format!("{hour} in/a | hour\n{this} in/a | now\n"));
    for id in [JOB, BATCH] {
        let json = said(&["logs", "--json", "--since", "10m", id]);
        let piece: Value = serde_json::from_str(json.trim()).unwrap();
        let at: DateTime<Utc> = piece["at"].as_str().unwrap().parse().unwrap();
        assert_eq!(at, now);
    }
}
