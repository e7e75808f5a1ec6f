//! Lists: a line per row, as wide as the terminal (R-L7).

use serde_json::json;

use crate::{
    fake::{Fake, Reply},
    scene::Scene,
    terminal::Terminal,
    wire,
};

fn server() -> Fake {
    Fake::new(|_, request| {
        let failed = json!({
            "reason": "exit_code", "exit_code": 1, "duration_ms": 61_000, "cost_micros": 1_240,
            "finished_at": "2026-01-01T00:00:09Z", "name": "a rather long name of an item of a batch.png",
        });
        let node = json!({
            "id": "node_01jd0000000000000000000000", "name": "the machine", "state": "ready", "slots": 4,
            "running": 1, "version": "0.1.0", "last_seen_at": null,
            "pool": { "warm": [{ "image": "a", "count": 2 }, { "image": "b", "count": 1 }], "hits": 9, "misses": 1 },
        });
        match request.path.as_str() {
            "/v1/nodes" => Reply::Json(200, json!({ "nodes": [node] })),
            _ => Reply::Json(
                200,
                json!({ "jobs": [wire::with(wire::job("failed"), &failed), wire::job("running")] }),
            ),
        }
    })
}

#[test]
fn on_a_narrow_terminal_a_job_is_one_line() {
    let (code, shown) = Terminal::start(&Scene::new(), &server(), 80, &["list"]).end();
    assert_eq!(code, 0);
    assert_eq!(shown.lines().count(), 3, "{shown}");
    assert!(
        shown.lines().all(|line| line.chars().count() <= 80),
        "{shown}"
    );
    assert!(shown.contains("WHAT") && !shown.contains("COST"), "{shown}");
    assert!(
        shown.contains("failed (exit_code)  ") && shown.contains('…'),
        "{shown}"
    );
}

#[test]
fn a_wide_terminal_and_a_pipe_have_every_column() {
    let (_, wide) = Terminal::start(&Scene::new(), &server(), 200, &["list"]).end();
    let piped = Scene::new().run_with(&server().url, &["list"]).out;
    for shown in [wide, piped] {
        assert!(
            shown.contains("COST") && shown.contains("0.00124 EUR"),
            "{shown}"
        );
        assert!(
            shown.contains("a rather long name of an item of a batch.png"),
            "{shown}"
        );
    }
}

#[test]
fn nodes_stand_under_a_head() {
    let said = Scene::new().run_with(&server().url, &["nodes"]);
    let head: Vec<_> = said
        .out
        .lines()
        .next()
        .unwrap()
        .split_whitespace()
        .collect();
    assert_eq!(
        head,
        ["NODE", "STATE", "JOBS", "WARM", "HITS", "NAME", "VERSION"]
    );
    assert!(
        said.out
            .contains("  ready  1/4   3     90 %  'the machine'  0.1.0"),
        "{}",
        said.out
    );
}
