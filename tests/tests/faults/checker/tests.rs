//! Hand-made histories: a good one, and one for each way of breaking the promise.

mod good;

use rgrid_shared::{
    digest::Digest,
    job::{JobState, Reason},
    wire::jobs::Job,
};
use tokio::time::Instant;

use super::{
    super::history::{Facts, Last, Seen},
    violations,
};
use good::{JOB, good, id, job};

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
    let quarantined = |deaths: usize| {
        broken(|_, last| {
            last.job = Job {
                reason: Some(Reason::RunnerDied),
                ..job(JobState::Failed, 2)
            };
            for attempt in &mut last.attempts[..deaths] {
                attempt.reason = Some(Reason::RunnerDied);
            }
        })
    };
    assert!(quarantined(1).contains("did not twice"));
    assert!(!quarantined(2).contains("did not twice"));
}

#[test]
fn attempts_are_looked_at() {
    assert!(broken(|_, last| last.attempts[0].finished_at = None).contains("has no end, and"));
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
    let foreign =
        |_: &mut Facts, last: &mut Last| drop(last.output.insert(1, [b"x".to_vec(), vec![]]));
    assert!(broken(foreign).contains("the first 0 are right"));
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
fn charges_are_looked_at() {
    assert!(
        broken(|_, last| last.job.cost_micros.0 = 9).contains("9 micros are charged, 0 are due")
    );
    assert!(broken(|_, last| last.job.duration_ms = Some(60_000)).contains("charged, 30 are due"));
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
