//! Hand-made histories: a good one, and one for each way of breaking the promise.

use rgrid_shared::{
    digest::Digest,
    id::{AttemptId, JobId},
    job::{JobState, Reason},
    path::RelPath,
    spec::SpecView,
    wire::{artifacts::Artifact, attempts::Attempt, jobs::Job},
};
use serde_json::json;
use tokio::time::Instant;

use super::{
    super::{
        history::{Asked, Facts, Last, Seen},
        work::{FILE, Work, pattern},
    },
    violations,
};

const JOB: u128 = 1;
const NODE: &str = "node_00000000000000000000000001";

fn id<T: From<uuid::Uuid>>(number: u128) -> T {
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
        cancel: false,
    }
}

fn job(state: JobState, attempts: u32) -> Job {
    let spec = SpecView::from(work().spec());
    let all = json!({
        "id": JobId::from(uuid::Uuid::from_u128(JOB)), "state": state, "attempts": attempts, "cost_micros": 5,
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
fn good() -> Facts {
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

#[test]
fn a_kept_promise_is_no_violation() {
    assert_eq!(violations(&good()), Vec::<String>::new());
}

/// The one violation of a good history that was changed.
#[track_caller]
fn broken(change: impl FnOnce(&mut Facts, &mut Last)) -> String {
    let mut facts = good();
    let mut last = facts.last.remove(&id(JOB)).unwrap();
    change(&mut facts, &mut last);
    facts.last.entry(id(JOB)).or_insert(last);
    violations(&facts).join("; ")
}

#[test]
fn ends_are_looked_at() {
    let lost = Facts {
        last: [].into(),
        ..good()
    };
    assert!(violations(&lost)[0].contains("and lost"));
    assert!(
        broken(|facts, _| facts.asked.get_mut("a").unwrap().answers.push(id(9)))
            .contains("several jobs")
    );
    assert!(broken(|facts, _| facts.asked.clear()).contains("nobody was told"));
    assert!(broken(|facts, _| facts.following = [id(JOB)].into()).contains("never heard"));
    assert!(broken(|_, last| last.job.state = JobState::Running).contains("has not ended"));
    assert!(broken(|_, last| last.job.exit_code = Some(1)).contains("ended as succeeded"));
    let given_up = broken(|_, last| {
        last.job = Job {
            reason: Some(Reason::LostNode),
            ..job(JobState::Failed, 1)
        };
        last.attempts.truncate(1);
    });
    assert!(given_up.contains("given up after 1"), "{given_up}");
}

#[test]
fn attempts_are_looked_at() {
    assert!(broken(|_, last| last.attempts[0].finished_at = None).contains("has no end"));
    assert!(
        broken(|_, last| last.attempts[1].started_at = last.attempts[0].started_at)
            .contains("before the one before")
    );
    assert!(broken(|_, last| last.attempts[1].number = 3).contains("has number 3"));
    assert!(broken(|_, last| last.job.attempts = 3).contains("3 attempts are counted"));
    assert!(broken(|facts, _| facts.started.push(("a".into(), id(2)))).contains("started twice"));
    assert!(
        broken(|facts, _| facts.started.push(("a".into(), id(7))))
            .contains("not among its attempts")
    );
}

#[test]
fn bytes_are_looked_at() {
    assert!(
        broken(|_, last| last.output.get_mut(&2).unwrap()[0].truncate(89))
            .contains("89 bytes of stream 1")
    );
    assert!(broken(|_, last| last.output.clear()).contains("0 bytes of stream 2"));
    assert!(broken(|_, last| last.artifacts.clear()).contains("not those of"));
    assert!(
        broken(|_, last| last.artifacts[0].digest = Digest::of(b"other")).contains("not those of")
    );
    assert!(
        broken(|facts, _| drop(facts.followed.insert(id(JOB), [].into()))).contains("followed")
    );
}

#[test]
fn the_order_of_looks_is_looked_at() {
    let seen = |job: Job| Seen {
        from: Instant::now(),
        to: Instant::now(),
        job,
    };
    let back = broken(|facts, _| {
        facts.seen = [job(JobState::Running, 1), job(JobState::Queued, 0)]
            .map(seen)
            .into();
    });
    assert!(back.contains("went back from running"), "{back}");
    let again = broken(|facts, _| {
        facts.seen = [job(JobState::Queued, 1), job(JobState::Running, 2)]
            .map(seen)
            .into();
    });
    assert_eq!(again, "");
    let dearer = broken(|facts, _| {
        facts.seen = vec![seen(Job {
            cost_micros: rgrid_shared::money::Micros(6),
            ..job(JobState::Succeeded, 2)
        })];
    });
    assert!(dearer.contains("its end changed"), "{dearer}");
}
