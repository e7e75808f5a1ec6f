use proptest::prelude::*;

use super::*;
use JobState::*;

const EVENTS: [Event; 8] = [
    Event::Ready,
    Event::Hold,
    Event::Release,
    Event::Claim,
    Event::Requeue,
    Event::Finish(Failed),
    Event::Cancel,
    Event::Expire,
];

#[test]
fn the_table_of_all_moves() {
    let legal = [
        (AwaitingInput, Event::Ready, Queued),
        (AwaitingInput, Event::Hold, Held),
        (AwaitingInput, Event::Cancel, Cancelled),
        (AwaitingInput, Event::Expire, Failed),
        (Held, Event::Release, Queued),
        (Held, Event::Cancel, Cancelled),
        (Queued, Event::Claim, Running),
        (Queued, Event::Cancel, Cancelled),
        (Running, Event::Requeue, Queued),
        (Running, Event::Finish(Failed), Failed),
        (Running, Event::Cancel, Cancelled),
    ];
    for state in JobState::ALL {
        for event in EVENTS {
            let expected = legal
                .iter()
                .find(|row| (row.0, row.1) == (state, event))
                .map(|row| row.2);
            assert_eq!(state.next(event).ok(), expected, "{state} {event:?}");
        }
    }
}

#[test]
fn a_job_cannot_finish_into_a_living_state() {
    for state in [AwaitingInput, Held, Queued, Running] {
        let error = Running.next(Event::Finish(state)).unwrap_err();
        assert!(
            error
                .to_string()
                .starts_with("a job that is running cannot Finish")
        );
    }
}

#[test]
fn words_and_states_are_the_same_thing() {
    for state in JobState::ALL {
        assert_eq!(state.to_string().parse(), Ok(state));
        assert_eq!(serde_json::to_value(state).unwrap(), state.as_str());
    }
    for reason in Reason::ALL {
        assert_eq!(reason.to_string().parse(), Ok(reason));
        assert_eq!(serde_json::to_value(reason).unwrap(), reason.as_str());
    }
    assert!("done".parse::<JobState>().is_err());
    assert!("bad luck".parse::<Reason>().is_err());
}

#[expect(clippy::too_many_lines, reason = "one table of all outcomes")]
/// Exit code 0 is success; timeouts, out-of-memory, cancelled, lost node are told apart (R-E3).
#[test]
fn each_outcome_ends_the_job_as_its_own_kind() {
    let message = || "why".to_owned();
    let table = [
        (Outcome::Exited { code: 0 }, Succeeded, None, Some(0)),
        (
            Outcome::Exited { code: 3 },
            Failed,
            Some(Reason::ExitCode),
            Some(3),
        ),
        (
            Outcome::Signaled { signal: 15 },
            Failed,
            Some(Reason::ExitCode),
            Some(143),
        ),
        (Outcome::Oom, Failed, Some(Reason::Oom), Some(137)),
        (
            Outcome::TimedOut,
            TimedOut,
            Some(Reason::Timeout),
            Some(124),
        ),
        (Outcome::DiskQuota, Failed, Some(Reason::DiskQuota), None),
        (
            Outcome::Image { message: message() },
            Failed,
            Some(Reason::Image),
            None,
        ),
        (
            Outcome::Dependencies { message: message() },
            Failed,
            Some(Reason::Dependencies),
            None,
        ),
        (
            Outcome::Inputs { message: message() },
            Failed,
            Some(Reason::Inputs),
            None,
        ),
        (Outcome::Cancelled, Cancelled, Some(Reason::Cancelled), None),
        (
            Outcome::Internal { message: message() },
            Failed,
            Some(Reason::Internal),
            None,
        ),
    ];
    for (outcome, state, reason, exit_code) in table {
        let ending = outcome.ending();
        assert_eq!(
            (ending.state, ending.reason, ending.exit_code),
            (state, reason, exit_code),
            "{outcome:?}"
        );
        assert!(ending.state.is_final());
        let infrastructure = matches!(reason, Some(Reason::Inputs | Reason::Internal));
        assert_eq!(outcome.is_infrastructure(), infrastructure);
    }
}

proptest! {
    #[test]
    fn no_sequence_of_events_leaves_the_life_of_a_job(events in prop::collection::vec(0usize..8, 0..40)) {
        let mut state = AwaitingInput;
        for event in events {
            let was_final = state.is_final();
            if let Ok(next) = state.next(EVENTS[event]) {
                prop_assert!(!was_final);
                state = next;
            }
        }
    }
}
