use serde_json::json;

use super::*;

fn job(name: &str, fields: &serde_json::Value) -> Job {
    let mut job = json!({
        "id": JobId::new(), "state": "failed", "reason": "exit_code", "exit_code": 1, "name": name,
        "attempts": 1, "created_at": "2026-01-01T00:00:00Z", "cost_micros": 0,
        "spec": { "runtime": "python", "command": [], "args": [], "env": [], "secrets": [], "inputs": [],
            "resources": {}, "timeout_s": 10, "network": false, "retries": 0, "metadata": {} },
    });
    for (key, value) in fields.as_object().unwrap() {
        job[key] = value.clone();
    }
    serde_json::from_value(job).unwrap()
}

fn said(name: &str, tail: &str) -> String {
    Signature::of(&job(name, &json!({})), tail).to_string()
}

#[test]
fn what_differs_from_item_to_item_does_not_tell_failures_apart() {
    let python = |file: &str, row: u32| {
        format!(
            "Traceback (most recent call last):\n  File \"p.py\", line 3\nValueError: in/{file}: row {row} has no price\n"
        )
    };
    assert_eq!(
        said("in/a.csv", &python("a.csv", 17)),
        "exit code 1: ValueError: ITEM: row N has no price"
    );
    assert_eq!(
        said("in/a.csv", &python("a.csv", 17)),
        said("in/bcd.csv", &python("bcd.csv", 2))
    );
    assert_eq!(
        said("x", "lost 0xdeadBEEF at 3f2a9c1e-77b0 in (a12b34)\n"),
        "exit code 1: lost N at N in (aNbN)"
    );
    assert_eq!(
        said("x", "\u{1b}[31mError:\u{1b}[0m no\u{7}\n"),
        "exit code 1: Error: no\\u{7}"
    );
}

#[test]
fn the_line_that_names_the_error_is_found_behind_what_follows_it() {
    let node = "Error: no table\n    at failed (x.js:1:2)\n\nNode.js v20.1\n";
    assert_eq!(said("x", node), "exit code 1: Error: no table");
    assert_eq!(said("x", "one\nlast words\n\n"), "exit code 1: last words");
    assert_eq!(said("x", ""), "exit code 1");
}

#[test]
fn another_kind_of_end_is_another_group_and_says_what_the_platform_said() {
    let kinds = [
        (
            json!({ "reason": "oom", "exit_code": 137 }),
            "out of memory",
        ),
        (
            json!({ "reason": "timeout", "state": "timed_out" }),
            "timed out",
        ),
        (json!({ "reason": "lost_node" }), "its node was lost"),
        (json!({ "reason": "runner_died" }), "in quarantine"),
        (json!({ "reason": "disk_quota" }), "used up its disk"),
        (
            json!({ "reason": "image", "message": "no such image" }),
            "has no image: no such image",
        ),
        (json!({ "reason": "dependencies" }), "has no dependencies"),
        (json!({ "reason": "inputs" }), "has no inputs"),
        (json!({ "reason": "cancelled" }), "cancelled"),
        (json!({ "reason": "internal" }), "RGrid itself failed"),
    ];
    for (fields, words) in kinds {
        let signature = Signature::of(&job("x", &fields), "Error: of the script\n");
        assert_eq!(signature.to_string(), words);
    }
    let codeless = Signature::of(&job("x", &json!({ "exit_code": null })), "");
    assert_eq!(codeless.to_string(), "failed");
}
