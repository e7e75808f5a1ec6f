//! A good history.

use rgrid_shared::{
    digest::Digest,
    id::{AttemptId, JobId},
    job::JobState,
    path::RelPath,
    spec::SpecView,
    wire::{artifacts::Artifact, attempts::Attempt, jobs::Job},
};
use serde_json::json;

use super::super::super::{
    history::{Asked, Facts, Last},
    work::{FILE, Work, pattern},
};

pub(super) const JOB: u128 = 1;
const NODE: &str = "node_00000000000000000000000001";

pub(super) fn id<T: From<uuid::Uuid>>(number: u128) -> T {
    uuid::Uuid::from_u128(number).into()
}

fn work() -> Work {
    Work {
        label: "a".into(),
        out: 90,
        err: 7,
        file: Some(50),
        sleep: 0,
        code: 0,
        input: None,
        cancel: false,
        stuck: false,
    }
}

pub(super) fn job(state: JobState, attempts: u32) -> Job {
    let spec = SpecView::from(work().spec());
    let all = json!({
        "id": JobId::from(uuid::Uuid::from_u128(JOB)), "state": state, "attempts": attempts, "cost_micros": 0,
        "created_at": "2026-01-01T00:00:00Z", "spec": spec, "exit_code": 0,
    });
    serde_json::from_value(all).unwrap()
}

fn attempt(number: u32, from: u32, to: Option<u32>) -> Attempt {
    let at = |second: u32| format!("2026-01-01T00:00:{second:02}Z").parse().unwrap();
    Attempt {
        id: id(u128::from(number)),
        number,
        node: NODE.parse().unwrap(),
        started_at: at(from),
        finished_at: to.map(at),
        reason: None,
        exit_code: None,
    }
}

/// Two attempts, the second one accepted, everything as promised.
pub(super) fn good() -> Facts {
    let accepted: AttemptId = id(2);
    let file = pattern(accepted, 50);
    let artifact = Artifact {
        path: RelPath::new(FILE).unwrap(),
        digest: Digest::of(&file),
        size: 50,
        executable: false,
    };
    let last = Last {
        job: job(JobState::Succeeded, 2),
        attempts: vec![attempt(1, 0, Some(9)), attempt(2, 10, Some(11))],
        output: [(2, [pattern(accepted, 90), pattern(accepted, 7)])].into(),
        artifacts: vec![artifact],
    };
    Facts {
        asked: [(
            "a".into(),
            Asked {
                work: work(),
                answers: vec![id(JOB), id(JOB)],
            },
        )]
        .into(),
        started: vec![("a".into(), id(1)), ("a".into(), accepted)],
        last: [(id(JOB), last)].into(),
        ..Facts::default()
    }
}
