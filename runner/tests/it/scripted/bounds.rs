//! Messages have a largest size; beyond it nothing is said again and again.

use rgrid_shared::{
    digest::Digest,
    id::AttemptId,
    job::Outcome,
    path::RelPath,
    wire::{
        artifacts::Artifact,
        node::{Finished, Usage},
    },
};

use rgrid_runner::engine::scripted::ScriptedEngine;

use crate::support::{Grid, Plane};

/// A report of an earlier life that is larger than any message.
fn leave_behind(state: &std::path::Path) -> AttemptId {
    let attempt = AttemptId::new();
    let name = vec!["n".repeat(250); 16].join("/");
    let artifact = |n: usize| Artifact {
        path: RelPath::new(format!("{n}/{name}")).unwrap(),
        digest: Digest::of(b""),
        size: 0,
        executable: false,
    };
    let finished = Finished {
        attempt,
        outcome: Outcome::Exited { code: 0 },
        usage: Usage::default(),
        artifacts: (0..9_000).map(artifact).collect(),
        inline: Vec::new(),
        log_bytes: 0,
        log_truncated: false,
        ran_in: None,
    };
    let folder = state.join("attempts").join(attempt.to_string());
    std::fs::create_dir_all(folder.join("work")).unwrap();
    std::fs::write(folder.join("log"), "").unwrap();
    let ended = serde_json::json!({ "number": 1, "finished": finished });
    let ended = serde_json::to_vec(&ended).unwrap();
    std::fs::write(folder.join("finished.json"), ended).unwrap();
    attempt
}

/// R-E5: the connection does not break over it again and again.
#[tokio::test(flavor = "multi_thread")]
async fn a_report_that_cannot_be_sent_is_replaced_by_a_failure_that_can() {
    let state = tempfile::tempdir().unwrap();
    let attempt = leave_behind(state.path());
    let engine = std::sync::Arc::new(ScriptedEngine::new(|_| Ok(Vec::new())));
    let grid = Grid::start_in(Plane::start().await, state, engine, |_| {});
    let finished = grid.finished(attempt).await;
    let Outcome::Internal { message } = &finished.outcome else {
        panic!("{:?}", finished.outcome)
    };
    assert!(message.contains("report"), "{message}");
    assert!(finished.artifacts.is_empty());
    assert_eq!(
        grid.plane.lock().hellos.len(),
        1,
        "one connection was enough"
    );
}
