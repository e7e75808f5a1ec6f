//! What is not a job: nodes, attempts, groups, files, pieces of logs.

use rgrid_shared::{
    failures::{Group, Signature},
    id::AttemptId,
    wire::{
        artifacts::ArtifactUrl,
        attempts::Attempt,
        blobs::Base64Bytes,
        jobs::Job,
        logs::{LogChunk, LogCursor, Stream},
        nodes::Node,
    },
};
use serde_json::json;
use uuid::Uuid;

use super::{ago, item, node_id};

pub(crate) fn nodes() -> Vec<Node> {
    let node = |number: u128, name: &str, state: &str, running: u32| {
        json!({ "id": node_id(number), "name": name, "state": state, "slots": 8, "running": running,
            "last_seen_at": ago(2), "version": "0.1.0",
            "pool": { "warm": [{ "image": "python:3.12", "count": 2 }], "hits": 45, "misses": 5 } })
    };
    let all = json!([
        node(1, "falcon", "ready", 6),
        node(2, "heron", "draining", 1),
        node(3, "wren", "away", 0)
    ]);
    serde_json::from_value(all).unwrap()
}

pub(crate) fn attempts() -> Vec<Attempt> {
    let attempt = |number: u32, reason: &str| Attempt {
        id: AttemptId::from(Uuid::from_u128(number.into())),
        number,
        node: node_id(number.into()),
        started_at: ago(3_500),
        finished_at: Some(ago(3_490)),
        reason: reason.parse().ok(),
        exit_code: (reason == "exit_code").then_some(1),
    };
    vec![attempt(1, "lost_node"), attempt(2, "exit_code")]
}

pub(crate) fn groups() -> Vec<Group> {
    let failed: Vec<Job> = (0..60)
        .map(item)
        .filter(|job| job.reason.is_some())
        .collect();
    let (even, odd): (Vec<_>, Vec<_>) =
        failed.into_iter().partition(|job| job.exit_code == Some(1));
    let group = |jobs: Vec<Job>, tail: &str| Group {
        signature: Signature::of(&jobs[0], tail),
        jobs,
        tail: tail.to_owned(),
    };
    let mut groups = vec![group(even, "ValueError: row 7 has no price")];
    if !odd.is_empty() {
        groups.push(group(odd, "KeyError: column"));
    }
    groups
}

pub(crate) fn artifacts() -> Vec<ArtifactUrl> {
    let file = |path: &str, size: u64| {
        json!({ "path": path, "size": size, "executable": false, "get": { "url": "http://s3/x" },
            "digest": "ab".repeat(32) })
    };
    let all = json!([
        file("model/weights.bin", 52_428_800),
        file("out.json", 12),
        file("result.csv", 27)
    ]);
    serde_json::from_value(all).unwrap()
}

pub(crate) fn chunk(stream: Stream, pos: u64, text: &str) -> LogChunk {
    let data = Base64Bytes(text.as_bytes().to_vec().into());
    LogChunk {
        at: None,
        attempt: 1,
        stream,
        pos,
        data,
    }
}

pub(crate) fn cursor(pos: u64) -> LogCursor {
    LogCursor { attempt: 1, pos }
}
