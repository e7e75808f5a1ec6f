//! A server with a batch of four items, of which three failed.

use serde_json::{Value, json};

use crate::{
    fake::{Fake, Reply, Request},
    wire::{self, BATCH},
};

pub(crate) const LOGS: [&str; 4] = [
    "ValueError: row 7 of in/0.csv\n",
    "ok\n",
    "no memory here\n",
    "x\nValueError: row 12 of in/3.csv\n",
];

pub(crate) fn id(index: usize) -> String {
    format!("job_01jd000000000000000000000{index}")
}

fn item(index: usize) -> Value {
    let state = if index == 1 { "succeeded" } else { "failed" };
    let end = match index {
        1 => json!({ "exit_code": 0 }),
        2 => json!({ "reason": "oom", "exit_code": 137 }),
        _ => json!({ "reason": "exit_code", "exit_code": 1 }),
    };
    let fields = json!({ "id": id(index), "batch": BATCH, "index": index, "name": format!("in/{index}.csv") });
    wire::with(wire::with(wire::job(state), &fields), &end)
}

/// Items 0 and 3 fail alike, 1 succeeds, 2 is out of memory; `shown` of them have ended.
pub(crate) fn answer(request: &Request, shown: &[usize]) -> Reply {
    let path = request.path.as_str();
    let counts = json!({ "total": 4, "failed": 3, "cancelled": 0 });
    let batch = wire::with(wire::batch(0, 1, 0), &counts);
    if request.method == "POST" {
        let made = json!({ "batch": batch, "jobs": [id(0)], "missing": [] });
        let cancelled = path.ends_with("/cancel");
        return Reply::Json(200, if cancelled { batch } else { made });
    }
    if path.contains("/logs?") {
        let index: usize = path.split('/').nth(3).unwrap()[29..].parse().unwrap();
        return wire::log(path, LOGS[index], true);
    }
    let listed = |state: &str| {
        let items = shown.iter().rev().map(|&index| item(index));
        let all: Vec<_> = items
            .filter(|item| state.is_empty() || item["state"] == state)
            .collect();
        Reply::Json(200, json!({ "jobs": all }))
    };
    match path {
        _ if path.contains("state=failed") => listed("failed"),
        _ if path.contains("state=timed_out") => listed("timed_out"),
        _ if path.starts_with("/v1/jobs?") => listed(""),
        _ if path.ends_with(BATCH) => Reply::Json(200, batch),
        _ if path.ends_with("/artifacts") => Reply::Json(200, json!({ "artifacts": [] })),
        _ => wire::refusal(404, "RESOURCE_NOT_FOUND", "there is no such route"),
    }
}

pub(crate) fn fake(shown: &'static [usize]) -> Fake {
    Fake::new(move |_, request| answer(request, shown))
}
